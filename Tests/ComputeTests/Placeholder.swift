enum ComputeTestsPlaceholder {}
