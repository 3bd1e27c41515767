"""Diagrams of the handbook as inline SVG, drawn at build time by plain functions."""
