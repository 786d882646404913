internal import HTTP

/// The languages of the pages.
enum Language: String, CaseIterable, Sendable {
    case english = "en"
    case dutch = "nl"

    /// The one that is asked for: by `lang`, else the first of `Accept-Language` that there is.
    init(_ request: Request) {
        if let chosen = request.query["lang"].flatMap({ Language(rawValue: $0) }) {
            self = chosen
        } else {
            self = Self.accepted(request.headers["accept-language"] ?? "") ?? .english
        }
    }

    var other: Language { self == .english ? .dutch : .english }

    /// Its name in itself.
    var name: String { self == .english ? "English" : "Nederlands" }

    /// Of `nl-BE;q=0.9, en;q=0.8`, the known one of the highest quality (RFC 9110, 12.5.4).
    static func accepted(_ header: String) -> Language? {
        var best: (language: Language, quality: Double)?
        for range in header.split(separator: ",") {
            let parts = range.split(separator: ";").map { $0.filter { $0 != " " }.lowercased() }
            guard let tag = parts.first, let language = Language(rawValue: String(tag.prefix(2)))
            else { continue }
            let stated = parts.dropFirst().first { $0.hasPrefix("q=") }
            let quality = stated.flatMap { Double($0.dropFirst(2)) } ?? 1
            if quality > best?.quality ?? 0 { best = (language, quality) }
        }
        return best?.language
    }
}
