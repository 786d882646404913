enum NotifyTestsPlaceholder {}
