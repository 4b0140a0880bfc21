"""The composition root: settings, urls, processes and the embedded house. Imports all, imported by none."""
