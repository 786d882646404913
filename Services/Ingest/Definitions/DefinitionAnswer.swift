internal import HTTP
internal import JSON
internal import Log
internal import Messages

/// What the definition calls answer.
enum DefinitionAnswer {
    /// The answer to one definition: `{"result", "indicator" or "target"}`.
    static func response(_ result: Result<[Verdict?], LogError>) -> Response {
        switch result {
        case .failure(let error): Problem.log(error).response
        case .success(let verdicts): response(verdicts.first ?? nil)
        }
    }

    private static func response(_ verdict: Verdict?) -> Response {
        guard let verdict else { return pending }
        guard verdict.outcome != .refused else {
            return Problem(
                422, "Rules broken", detail: "The definition was refused.",
                errors: verdict.errors
            ).response
        }
        var writer = Writer()
        writer.object {
            $0.member("result", verdict.outcome.rawValue)
            switch verdict.answer.subject {
            case .indicator(_, let indicator?):
                $0.name("indicator")
                indicator.encode(into: &$0)
            case .target(_, let target?):
                $0.name("target")
                target.encode(into: &$0)
            case .indicator(_, nil), .target(_, nil): break
            }
        }
        return .json(writer.take(), status: verdict.outcome == .created ? 201 : 200)
    }

    /// It is on the log; what becomes of it is not known yet.
    private static var pending: Response {
        var writer = Writer()
        writer.object { $0.member("result", "pending") }
        return .json(writer.take(), status: 202)
    }

    static func refusal(_ refusal: Refusal) -> Problem {
        Problem(
            refusal.isUnreadable ? 400 : 422, refusal.isUnreadable ? "Unreadable" : "Rules broken",
            detail: "Nothing was defined.", errors: refusal.errors,
            errorCount: refusal.errorCount)
    }

    static func notFound(_ what: String) -> Problem {
        Problem(404, "Not Found", detail: "There is no \(what).")
    }

    static func forbidden(_ codes: [IndicatorCode], _ principal: Principal?) -> Problem {
        let errors = codes.map { code in
            ValidationError(
                .forbiddenIndicator, "the token may not define this one", found: code.text,
                expected: "an indicator that a scope define:… of the token names")
        }
        return Problem(
            403, "Forbidden",
            detail: "The token \"\(principal?.name ?? "")\" may not define this.", errors: errors)
    }
}
