internal import HTTP
internal import Messages
internal import Synchronization
internal import Telemetry

extension SubscriptionDesk {
    /// Adds all routes of subscriptions and deliveries.
    func addRoutes(to router: inout Router) {
        addSubscriptions(to: &router)
        addOrders(to: &router)
        router.add(.get, "/v1/subscriptions/{id}/deliveries", needs: .subscribe) {
            [self] request, responder in
            withOwn(request.parameter("id"), request, responder) { subscription, _ in
                responder.answer(deliveries(of: subscription, request.query))
            }
        }
    }

    private func addSubscriptions(to router: inout Router) {
        router.add(.post, "/v1/subscriptions", needs: .subscribe) { [self] request, responder in
            guard let principal = request.principal else { return }
            withDraft(request, responder) { draft in
                guard let terms = draft.terms else {
                    let missing = ValidationError(
                        .missingField, "field url is missing", pointer: "", expected: "url")
                    responder.answer(Problem(refusing: Refusal([missing])))
                    return
                }
                create(terms, owner: principal.name, responder)
            }
        }
        router.add(.get, "/v1/subscriptions", needs: .subscribe) { [self] request, responder in
            guard let principal = request.principal else { return }
            responder.answer(list(for: principal))
        }
        router.add(.get, "/v1/subscriptions/{id}", needs: .subscribe) {
            [self] request, responder in
            withOwn(request.parameter("id"), request, responder) { subscription, _ in
                responder.answer(show(subscription, secret: nil, status: 200))
            }
        }
        router.add(.patch, "/v1/subscriptions/{id}", needs: .subscribe) {
            [self] request, responder in
            withOwn(request.parameter("id"), request, responder) { subscription, name in
                withDraft(request, responder) { draft in
                    changing(subscription.id, request, responder) { present in
                        change(present, by: draft, of: name, responder)
                    }
                }
            }
        }
        router.add(.delete, "/v1/subscriptions/{id}", needs: .subscribe) {
            [self] request, responder in
            withOwn(request.parameter("id"), request, responder) { subscription, name in
                core.logger.info(
                    "a subscription was deleted",
                    ["subscription": subscription.id.text, "by": name])
                delete(subscription.id, responder)
            }
        }
    }

    private func addOrders(to router: inout Router) {
        let path = "/v1/subscriptions/{id}"
        router.add(.post, path + "/test", needs: .subscribe) { [self] request, responder in
            withOwn(request.parameter("id"), request, responder) { subscription, name in
                command(.test, of: subscription.id, by: name, responder)
            }
        }
        router.add(.post, path + "/rotate-secret", needs: .subscribe) {
            [self] request, responder in
            withOwn(request.parameter("id"), request, responder) { subscription, name in
                read(request, responder) { body throws(Refusal) in
                    try RotationDocument(document: body)
                } then: { rotation in
                    changing(subscription.id, request, responder) { present in
                        rotate(present, lifeSeconds: rotation.lifeSeconds, of: name, responder)
                    }
                }
            }
        }
        addSpanOrder("replay", to: &router) { .replay($0) }
        addSpanOrder("retry", to: &router) { .retryDead($0) }
        for verb in ["retry", "skip"] {
            router.add(.post, "/v1/deliveries/{id}/\(verb)", needs: .subscribe) {
                [self] request, responder in
                withDelivery(request, responder) { id, event, name in
                    command(
                        verb == "skip" ? .skip(event) : .retry(event), of: id, by: name,
                        responder)
                }
            }
        }
    }

    private func addSpanOrder(
        _ verb: String, to router: inout Router,
        _ order: @escaping @Sendable (EventSpan) -> SubscriptionCommand.Order
    ) {
        router.add(.post, "/v1/subscriptions/{id}/\(verb)", needs: .subscribe) {
            [self] request, responder in
            withOwn(request.parameter("id"), request, responder) { subscription, name in
                read(request, responder) { body throws(Refusal) in
                    try EventSpan(document: body)
                } then: { span in
                    command(order(span), of: subscription.id, by: name, responder)
                }
            }
        }
    }
}

extension SubscriptionDesk {
    /// Hands over the subscription if who asks may see it; otherwise there is none.
    private func withOwn(
        _ text: String, _ request: Request, _ responder: Responder,
        _ body: (Subscription, _ name: String) -> Void
    ) {
        guard let principal = request.principal else { return }
        let found = SubscriptionID(text).flatMap { id in
            core.ledger.withLock { $0.subscriptions[id] }
        }
        guard let found, found.owner == principal.name || principal.isAdmin else {
            responder.answer(
                Problem(404, "Not Found", detail: "You have no subscription \(text)."))
            return
        }
        body(found, principal.name)
    }

    /// A delivery's id is its subscription's, a dot, and its event's.
    private func withDelivery(
        _ request: Request, _ responder: Responder,
        _ body: (SubscriptionID, EventID, _ name: String) -> Void
    ) {
        let parts = request.parameter("id").split(separator: ".", maxSplits: 1)
        guard let first = parts.first else { return }
        withOwn(String(first), request, responder) { subscription, name in
            let owed = core.ledger.withLock { $0.account(of: subscription.id).owed }
            guard let event = parts.dropFirst().first.flatMap({ EventID(String($0)) }),
                owed[event] != nil
            else {
                responder.answer(
                    Problem(
                        404, "Not Found",
                        detail: "Nothing is owed under this id; what was delivered is sent again "
                            + "by POST /v1/subscriptions/\(subscription.id.text)/replay."))
                return
            }
            body(subscription.id, event, name)
        }
    }

    private func withDraft(
        _ request: Request, _ responder: Responder, _ body: (SubscriptionDraft) -> Void
    ) {
        read(request, responder) { [core] bytes throws(Refusal) in
            let draft = try SubscriptionDraft(document: bytes)
            if let url = draft.url { try core.settings.check(url) }
            return draft
        } then: { draft in
            body(draft)
        }
    }

    private func read<Document>(
        _ request: Request, _ responder: Responder,
        _ parse: (Span<UInt8>) throws(Refusal) -> Document, then body: (Document) -> Void
    ) {
        do throws(Refusal) {
            body(try parse(request.body.span))
        } catch {
            responder.answer(Problem(refusing: error))
        }
    }
}
