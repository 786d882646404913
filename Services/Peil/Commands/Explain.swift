internal import HTTP
internal import JSON
internal import Settings

/// `peil explain`: how an assessment came about, to be checked by hand.
enum Explain {
    private static let area = Option<String?>(
        "area", value: "A", .text, "The area, where the target is about several")
    private static let dimensions = Option<String?>(
        "dimensions", value: "D", .text, "Dimensions, where an area has several series")
    private static let language = Option<ExplanationLanguage?>(
        "lang", value: "L", .choice, "nl or en (default: the environment's, else en)")
    private static let asOf = Option<String?>(
        "as-of", value: "DATE", .text, "As it was believed on that day")

    private enum ExplanationLanguage: String, CaseIterable, Sendable { case nl, en }

    static let command = Command(
        "explain", "Show how a target's assessment is calculated",
        details: "The formulas with the numbers put in, the figures used and left out, the source.",
        operands: .each(["TARGET"]),
        options: [area, dimensions, language, asOf, Status.json, Invocation.data],
        examples: [
            "peil explain nl.mkb.ai.2030", "peil explain nl.mkb.ai.2030 --lang nl",
            "peil explain nl.mkb.ai.2030 --area NL --as-of 2025-12-31",
        ],
        action: Action(run))

    private static func run(_ invocation: Invocation) throws(Failure) {
        let services = try Services(invocation, data: invocation[Invocation.data])
        let spoken = invocation.language == "nl" ? ExplanationLanguage.nl : .en
        var parameters: API.Parameters = [("lang", (invocation[language] ?? spoken).rawValue)]
        for (name, value) in [
            ("area", invocation[area]), ("dimensions", invocation[dimensions]),
            ("asOf", invocation[asOf]),
        ] {
            if let value { parameters.append((name, value)) }
        }
        let target = PercentCoding.encode(invocation.operands.first ?? "")
        let path = "/v1/progress/\(target)/explain"
        if invocation[Status.json] {
            invocation.console.print(try services.notify.get(path, parameters).description)
        } else {
            invocation.console.write(try services.notify.text(path, parameters))
        }
    }
}
