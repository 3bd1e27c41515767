"""What each type's page says beyond its fields: one module per type, computed from the handbook, shown by a template."""
