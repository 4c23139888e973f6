"""Figures, periods and steps in words."""
