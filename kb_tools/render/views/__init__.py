"""What each type's page says beyond its fields: computed from the handbook here, shown by a template."""
