"""The product's own indicators: one file a module, each with its INDICATORS."""
