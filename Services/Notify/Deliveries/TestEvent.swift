internal import JSON
internal import Messages
internal import Time

/// The event by which a subscriber tries a receiver: it says that it is a test.
enum TestEvent {
    static func id(of command: SubscriptionCommand) -> String { "test-\(command.id)" }

    static func encode(_ command: SubscriptionCommand) -> [UInt8] {
        var writer = Writer()
        writer.object {
            $0.member("specversion", "1.0")
            $0.member("id", id(of: command))
            $0.member("source", "/peil/notify")
            $0.member("type", "peil.subscription.tested.v1")
            $0.member("subject", command.subscription.text)
            $0.member("time", command.time.description)
            $0.member("datacontenttype", "application/json")
            $0.name("data")
            $0.object { $0.member("message", "This is a test: nothing was measured.") }
        }
        return writer.take()
    }
}
