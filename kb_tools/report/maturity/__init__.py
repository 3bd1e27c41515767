"""Maturity told: facts as sentences, sheets for a terminal, JSON, and a badge."""
