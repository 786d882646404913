internal import HTTP
internal import JSON
internal import Log
internal import Messages

extension Definitions {
    /// Names and descriptions in all languages fit.
    private static let bodyLimitBytes = 1 << 20

    func addRoutes(to router: inout Router) {
        router.add(
            .put, "/v1/indicators/{code}", needs: .define, bodyLimitBytes: Self.bodyLimitBytes,
            handler(defineIndicator))
        router.add(.get, "/v1/indicators/{code}", needs: .read, handler(indicator))
        router.add(.get, "/v1/indicators", needs: .read, handler(indicators))
        router.add(
            .put, "/v1/targets/{id}", needs: .define, bodyLimitBytes: Self.bodyLimitBytes,
            handler(setTarget))
        router.add(.get, "/v1/targets/{id}", needs: .read, handler(target))
        router.add(.delete, "/v1/targets/{id}", needs: .define, handler(withdrawTarget))
        router.add(.get, "/v1/targets", needs: .read, handler(targets))
        router.add(
            .post, "/v1/catalogue", needs: .define, bodyLimitBytes: 16 << 20
        ) { request, responder in
            // A file may be long: it is read where waiting does no harm.
            self.workers.run { CatalogueUpload(self, request, responder).run() }
        }
    }

    private typealias Answering = @Sendable (Request, Responder) throws(RequestFault) -> Void

    private func handler(_ answer: @escaping Answering) -> Router.Handler {
        { request, responder in
            do throws(RequestFault) {
                try answer(request, responder)
            } catch {
                responder.answer(error.problem)
            }
        }
    }

    private func defineIndicator(
        _ request: Request, _ responder: Responder
    ) throws(RequestFault) {
        let indicator = try read { () throws(Refusal) in
            try Indicator(document: request.body.span)
        }
        try check(indicator.code, request)
        try checkPath(indicator.code.text, request.parameter("code"), pointer: "/code")
        submit([.indicatorDefined(indicator)], request) { result in
            responder.answer(DefinitionAnswer.response(result))
        }
    }

    private func setTarget(_ request: Request, _ responder: Responder) throws(RequestFault) {
        let target = try read { () throws(Refusal) in try Target(document: request.body.span) }
        try check(target.indicator, request)
        try checkPath(target.id.text, request.parameter("id"), pointer: "/id")
        submit([.targetSet(target)], request) { result in
            responder.answer(DefinitionAnswer.response(result))
        }
    }

    private func withdrawTarget(_ request: Request, _ responder: Responder) throws(RequestFault) {
        let id = try targetID(request)
        try check(id.indicator, request)
        find(request, responder, { $0.targets[id] }) { _ in
            self.submit([.targetWithdrawn(id)], request) { result in
                responder.answer(DefinitionAnswer.response(result))
            }
        }
    }
}

extension Definitions {
    private func indicator(_ request: Request, _ responder: Responder) throws(RequestFault) {
        guard let code = try? IndicatorCode(request.parameter("code")) else {
            throw RequestFault(DefinitionAnswer.notFound(request.parameter("code")))
        }
        find(request, responder, { $0.indicators[code] }) { indicator in
            var writer = Writer()
            indicator.encode(into: &writer)
            responder.answer(.json(writer.take()))
        }
    }

    private func target(_ request: Request, _ responder: Responder) throws(RequestFault) {
        let id = try targetID(request)
        find(request, responder, { $0.targets[id] }) { target in
            var writer = Writer()
            target.encode(into: &writer)
            responder.answer(.json(writer.take()))
        }
    }

    private func indicators(_ request: Request, _ responder: Responder) throws(RequestFault) {
        var writer = Writer()
        writer.object {
            $0.name("indicators")
            $0.array { [all = catalogue.view.catalogue.sortedIndicators] writer in
                for indicator in all { indicator.encode(into: &writer) }
            }
        }
        responder.answer(.json(writer.take()))
    }

    private func targets(_ request: Request, _ responder: Responder) throws(RequestFault) {
        var writer = Writer()
        writer.object {
            $0.name("targets")
            $0.array { [all = catalogue.view.catalogue.sortedTargets] writer in
                for target in all { target.encode(into: &writer) }
            }
        }
        responder.answer(.json(writer.take()))
    }

    /// Calls `then` with what `look` finds; before that finds nothing for good, the catalogue as it
    /// is now is looked at.
    private func find<Found: Sendable>(
        _ request: Request, _ responder: Responder,
        _ look: @escaping @Sendable (Catalogue) -> Found?,
        then: @escaping @Sendable (Found) -> Void
    ) {
        if let found = look(catalogue.view.catalogue) {
            then(found)
            return
        }
        workers.run { [self] in
            do throws(LogError) {
                try catalogue.catchUp()
            } catch {
                responder.answer(.log(error))
                return
            }
            if let found = look(catalogue.view.catalogue) {
                then(found)
            } else {
                responder.answer(DefinitionAnswer.notFound("definition at \(request.path)"))
            }
        }
    }
}

extension Definitions {
    private func read<Content>(
        _ body: () throws(Refusal) -> Content
    ) throws(RequestFault) -> Content {
        do throws(Refusal) { return try body() } catch {
            throw RequestFault(DefinitionAnswer.refusal(error))
        }
    }

    private func targetID(_ request: Request) throws(RequestFault) -> TargetID {
        do throws(ValidationError) {
            return try TargetID(request.parameter("id"))
        } catch {
            throw RequestFault(DefinitionAnswer.notFound("target \(request.parameter("id"))"))
        }
    }

    private func check(_ code: IndicatorCode, _ request: Request) throws(RequestFault) {
        guard request.principal?.mayDefine(code.text) == true else {
            throw RequestFault(DefinitionAnswer.forbidden([code], request.principal))
        }
    }

    /// What stands in the body is what the path names.
    private func checkPath(
        _ found: String, _ expected: String, pointer: String
    ) throws(RequestFault) {
        guard found != expected else { return }
        let error = ValidationError(
            .malformed, "the path names another one", pointer: pointer, found: found,
            expected: expected)
        throw RequestFault(DefinitionAnswer.refusal(Refusal([error])))
    }
}
