"""The chart on the screen: painting, pointing, zooming, reading out."""
