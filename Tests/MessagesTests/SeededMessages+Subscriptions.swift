import Messages
import Support
import Time

extension SeededMessages {
    mutating func subscriptionID() -> SubscriptionID {
        guard let id = SubscriptionID("sub_\(String(generator.next(), radix: 36))") else {
            preconditionFailure("36 digits are enough for every number")
        }
        return id
    }

    mutating func terms() throws -> Subscription.Terms {
        let hosts = ["example.org", "[2001:db8::1]:8443", "10.0.0.1:80", "a_b.example:9000"]
        let rest = one(of: ["", "/hook", "/a/b?c=d&e", "?x", "/%C3%A9/~u"])
        var terms = Subscription.Terms(
            url: try WebhookURL("\(one(of: ["https", "http", "HTTPS"]))://\(one(of: hosts))\(rest)")
        )
        terms.filter = try filter()
        terms.signature = one(of: Subscription.Signature.allCases)
        terms.ordered = chance(50)
        terms.rate = one(of: [0.01, 0.5, 10, 100_000])
        terms.concurrency = number(1...256)
        terms.handshake = chance(50)
        terms.description = maybe { $0.text() }
        terms.enabled = chance(80)
        return terms
    }

    private mutating func filter() throws -> SubscriptionFilter {
        var filter = SubscriptionFilter()
        filter.types = maybe { messages in
            Set(messages.list(1...3) { $0.one(of: Outcome.Kind.allCases) })
        }
        filter.indicators = try list(0...3) { messages in
            let code = try messages.code().text
            return try CodePattern(messages.one(of: ["*", code, "\(code).*"]))
        }
        filter.areas = Set(try list(0...3) { try $0.area() })
        filter.dimensions = try dimensions()
        filter.targets = Set(try list(0...3) { try $0.target().id })
        filter.provisional = maybe { $0.chance(50) }
        return filter
    }

    mutating func cursor() -> OutcomesCursor {
        list(1...4) { messages in
            let high = messages.maybe { messages in
                OutcomePosition(
                    offset: Int64(messages.number(0...1 << 53)), index: messages.number(0...900))
            }
            return OutcomesPlace(next: Int64(messages.number(0...1 << 53)), high: high)
        }
    }

    private mutating func span() -> EventSpan {
        EventSpan(since: time(), until: maybe { $0.time() })
    }

    mutating func subscriptionRecord(
        _ kind: SubscriptionRecord.Kind
    ) throws -> SubscriptionRecord {
        switch kind {
        case .changed:
            var subscription = Subscription(
                id: subscriptionID(), owner: one(of: ["cbs", "krant@nl"]), created: time(),
                from: cursor(), terms: try terms(),
                secrets: list(1...3) { messages in
                    Subscription.Secret(
                        sealed: "c2VhbGVk", expires: messages.maybe { $0.time() })
                })
            subscription.version = number(1...99)
            subscription.enabling = number(1...9)
            return .changed(subscription)
        case .commanded:
            let order: SubscriptionCommand.Order =
                switch number(0...4) {
                case 0: .test
                case 1: .replay(span())
                case 2: .retry(eventID())
                case 3: .retryDead(span())
                default: .skip(eventID())
                }
            return .commanded(
                SubscriptionCommand(
                    subscription: subscriptionID(), id: "c0ffee", time: time(), order: order))
        }
    }

    mutating func deliveryRecord(_ kind: DeliveryRecord.Kind) -> DeliveryRecord {
        switch kind {
        case .standing:
            var standing = SubscriptionStanding(position: cursor())
            standing.failingSince = maybe { $0.time() }
            standing.disabled = maybe { messages in
                SubscriptionStanding.Disabling(
                    reason: messages.one(of: SubscriptionStanding.Reason.allCases),
                    time: messages.time(), enabling: messages.number(1...9))
            }
            standing.consented = maybe { _ in "https://example.org/hook" }
            return .standing(standing)
        case .owed:
            return .owed(
                OwedDelivery(
                    event: eventID(), offset: Int64(number(0...1 << 53)), time: time(),
                    line: "nl.mkb.cloud/NL", attempts: number(0...10), due: maybe { $0.time() }))
        case .replay:
            return .replay(
                ReplayProgress(
                    command: "c0ffee", span: span(), position: cursor(),
                    end: list(1...4) { Int64($0.number(0...1 << 53)) }))
        }
    }
}
