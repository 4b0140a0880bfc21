"""Translate, call once, translate."""
