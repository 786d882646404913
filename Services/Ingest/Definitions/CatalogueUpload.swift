internal import HTTP
internal import JSON
internal import Log
internal import Messages

/// One `POST /v1/catalogue`: all of a file is checked before anything is published. Runs on a
/// worker's thread.
struct CatalogueUpload: Sendable {
    private let definitions: Definitions
    private let request: Request
    private let responder: Responder

    init(_ definitions: Definitions, _ request: Request, _ responder: Responder) {
        self.definitions = definitions
        self.request = request
        self.responder = responder
    }

    func run() {
        do throws(RequestFault) {
            let dryRun = try SubmissionRequest.flag("dryRun", request.query)
            let file = try file()
            let document = try document(file)
            try checkScopes(document)
            do throws(LogError) {
                try definitions.catalogue.catchUp()
            } catch { throw RequestFault(.log(error)) }
            let catalogue = definitions.catalogue.view.catalogue
            let errors = Self.faults(of: document, catalogue)
            guard errors.isEmpty else {
                throw RequestFault(DefinitionAnswer.refusal(file.located(Refusal(errors))))
            }
            if dryRun {
                responder.answer(.json(Self.answer(Self.foreseen(document, catalogue))))
            } else {
                publish(document)
            }
        } catch {
            responder.answer(error.problem)
        }
    }

    private func file() throws(RequestFault) -> CatalogueFile {
        let type = request.headers["content-type"] ?? ""
        let name = type.prefix { $0 != ";" && $0 != " " }.lowercased()
        switch name {
        case "application/json": return CatalogueFile(json: request.body)
        case "application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml":
            do throws(Refusal) {
                return try CatalogueFile(yaml: request.body)
            } catch { throw RequestFault(DefinitionAnswer.refusal(error)) }
        default:
            let accepted = "application/yaml, application/json"
            throw RequestFault(
                Problem(
                    415, "Unsupported Media Type", detail: "A catalogue is taken as \(accepted).",
                    headers: [("accept-post", accepted)]))
        }
    }

    private func document(_ file: CatalogueFile) throws(RequestFault) -> CatalogueDocument {
        do throws(Refusal) {
            return try CatalogueDocument(file.json.span)
        } catch { throw RequestFault(DefinitionAnswer.refusal(file.located(error))) }
    }

    private func checkScopes(_ document: CatalogueDocument) throws(RequestFault) {
        let codes = Set(document.indicators.map(\.code) + document.targets.map(\.indicator))
        let forbidden = codes.filter { request.principal?.mayDefine($0.text) != true }.sorted()
        guard forbidden.isEmpty else {
            throw RequestFault(DefinitionAnswer.forbidden(forbidden, request.principal))
        }
    }

    /// The rules that targets break under their indicators, which may stand in the same file.
    private static func faults(
        of document: CatalogueDocument, _ catalogue: Catalogue
    ) -> [ValidationError] {
        var indicators = catalogue.indicators
        for indicator in document.indicators { indicators[indicator.code] = indicator }
        var targets: [IndicatorCode: Set<TargetID>] = [:]
        for id in catalogue.targets.keys { targets[id.indicator, default: []].insert(id) }
        var errors: [ValidationError] = []
        for (index, target) in document.targets.enumerated() {
            let pointer = "/targets/\(index)"
            guard let indicator = indicators[target.indicator] else {
                let unknown = ValidationError.unknownIndicator(
                    target.indicator, among: indicators.keys.map(\.text).sorted())
                errors.append(unknown.under(pointer))
                continue
            }
            errors += indicator.faults(of: target).map { $0.under(pointer) }
            var ids = targets[target.indicator, default: []]
            if !ids.contains(target.id), let fault = indicator.fault(ofTargetCount: ids.count) {
                errors.append(fault.under(pointer))
            }
            ids.insert(target.id)
            targets[target.indicator] = ids
        }
        return errors
    }

    private func publish(_ document: CatalogueDocument) {
        // A target is judged under its indicator, so that comes first.
        let updates =
            document.indicators.map { Update.indicatorDefined($0) }
            + document.targets.map { Update.targetSet($0) }
        guard !updates.isEmpty else {
            responder.answer(.json(Self.answer([])))
            return
        }
        definitions.submit(updates, request) { [responder] result in
            switch result {
            case .failure(let error): responder.answer(.log(error))
            case .success(let verdicts):
                let items = zip(updates, verdicts).map {
                    Item($0, $1?.outcome.rawValue ?? "pending", $1?.errors ?? [])
                }
                let isPending = items.contains { $0.result == "pending" }
                responder.answer(.json(Self.answer(items), status: isPending ? 202 : 200))
            }
        }
    }
}

extension CatalogueUpload {
    /// What became, or would become, of one definition.
    private struct Item {
        let kind: StaticString
        let name: String
        let result: String
        let errors: [ValidationError]

        init(_ update: Update, _ result: String, _ errors: [ValidationError] = []) {
            kind = update.kind == .indicatorDefined ? "indicator" : "target"
            name = update.definedName
            self.result = result
            self.errors = errors
        }
    }

    private static func foreseen(
        _ document: CatalogueDocument, _ catalogue: Catalogue
    ) -> [Item] {
        let indicators = document.indicators.map { indicator in
            let old = catalogue.indicators[indicator.code]
            return Item(.indicatorDefined(indicator), foreseen(indicator, old))
        }
        return indicators
            + document.targets.map { target in
                Item(.targetSet(target), foreseen(target, catalogue.targets[target.id]?.target))
            }
    }

    private static func foreseen<Definition: Equatable>(
        _ new: Definition, _ old: Definition?
    ) -> String {
        let outcome: Verdict.Outcome =
            old == nil ? .created : old == new ? .unchanged : .changed
        return outcome.rawValue
    }

    /// `{"created", "changed", "unchanged", "refused", "pending", "items": [{"indicator" or
    /// "target", "result", "errors"}]}`.
    private static func answer(_ items: [Item]) -> [UInt8] {
        var writer = Writer()
        writer.object {
            $0.member("created", items.count { $0.result == "created" })
            $0.member("changed", items.count { $0.result == "changed" })
            $0.member("unchanged", items.count { $0.result == "unchanged" })
            $0.member("refused", items.count { $0.result == "refused" })
            $0.member("pending", items.count { $0.result == "pending" })
            $0.name("items")
            $0.array { writer in
                for item in items { write(item, &writer) }
            }
        }
        return writer.take()
    }

    private static func write(_ item: Item, _ writer: inout Writer) {
        writer.object {
            $0.member(item.kind, item.name)
            $0.member("result", item.result)
            if !item.errors.isEmpty {
                $0.name("errors")
                $0.array { for error in item.errors { error.encode(into: &$0) } }
            }
        }
    }
}
