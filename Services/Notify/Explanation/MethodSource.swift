internal import Messages

/// Where a method is published.
struct MethodSource: Hashable, Sendable {
    let name: String
    let citation: String
    let urls: [String]

    init(_ target: Target, _ words: Words) {
        switch (target.method, target.thresholds) {
        case (.linear, _):
            name = words.say("linear: a straight line", "lineair: een rechte lijn")
            citation = words.say(
                "The thresholds are Statistics Canada's and Open SDG's; the straight line is that "
                    + "of the European Commission's trajectories for the Digital Decade.",
                "De drempels zijn die van Statistics Canada en Open SDG; de rechte lijn is die "
                    + "van de trajecten van de Europese Commissie voor het digitale decennium.")
            urls = [Self.openSDG, Self.trajectories]
        case (.cagr, .canada):
            name = words.say(
                "cagr: compound annual growth", "cagr: samengestelde groei per jaar")
            citation = words.say(
                "Progress as Statistics Canada and Open SDG measure it.",
                "Voortgang zoals Statistics Canada en Open SDG die meten.")
            urls = [Self.openSDG, Self.sdgBuild]
        case (.cagr, .eurostat):
            name = words.say(
                "cagr with Eurostat's thresholds", "cagr met de drempels van Eurostat")
            citation = words.say(
                "Progress as Eurostat's monitoring report on the SDGs measures it, in Open SDG's "
                    + "form.",
                "Voortgang zoals Eurostats monitoringrapport over de SDG's die meet, in de vorm "
                    + "van Open SDG.")
            urls = [Self.eurostat, Self.openSDG, Self.sdgBuild]
        case (.logistic, _):
            name = words.say("logistic: an S-curve", "logistisch: een S-curve")
            citation = words.say(
                "The curve of the European Commission's trajectories for the Digital Decade; "
                    + "the thresholds are Statistics Canada's and Open SDG's.",
                "De curve van de trajecten van de Europese Commissie voor het digitale decennium; "
                    + "de drempels zijn die van Statistics Canada en Open SDG.")
            urls = [Self.trajectories, Self.openSDG]
        case (.trend, _):
            name = words.say("trend: the last six figures", "trend: de laatste zes cijfers")
            citation = words.say(
                "The status of the indicators of Germany's sustainable development strategy, by "
                    + "its Federal Statistical Office.",
                "De stand van de indicatoren van de Duitse duurzaamheidsstrategie, door het "
                    + "Duitse bureau voor de statistiek.")
            urls = [Self.germany]
        }
    }

    private static let openSDG =
        "https://github.com/open-sdg/open-sdg/blob/HEAD/docs/progress-methodology.md"
    private static let sdgBuild =
        "https://github.com/open-sdg/sdg-build/blob/HEAD/sdg/ProgressMeasure.py"
    private static let eurostat =
        "https://ec.europa.eu/eurostat/statistics-explained/index.php?title=SDG_-_Introduction"
    private static let trajectories =
        "https://digital-strategy.ec.europa.eu/en/library/"
        + "communication-establishing-union-level-projected-trajectories-digital-targets"
    private static let germany = "https://dns-indikatoren.de/en/status_summary/"
}
