"""Reads over several tables that answer in plain data."""
