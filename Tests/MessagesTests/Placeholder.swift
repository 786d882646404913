enum MessagesTestsPlaceholder {}
