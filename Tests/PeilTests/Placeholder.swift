enum PeilTestsPlaceholder {}
