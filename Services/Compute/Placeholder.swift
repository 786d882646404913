enum ComputePlaceholder {}
