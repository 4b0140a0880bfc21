"""What a person sees and presses, named as that person would say it."""
