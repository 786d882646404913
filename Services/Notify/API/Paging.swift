internal import Crypto
internal import HTTP
internal import JSON
internal import Messages

/// Which part of a list is asked for, by `limit` and `after`.
struct Paging {
    static let names = ["after", "limit"]
    static let defaultLimit = 100
    static let mostLimit = 1_000

    let limit: Int
    /// The key of the last element that was had; its parts, none at the beginning.
    let after: [String]

    init(_ parameters: Parameters) throws(APIError) {
        limit = try Self.limit(parameters)
        after =
            try parameters.one("after") { text throws(ValidationError) in
                guard let bytes = Base64.urlSafe.decode(text),
                    let key = String(validating: bytes, as: UTF8.self)
                else {
                    throw ValidationError(
                        .malformed, "this is not where a page ended", found: text,
                        expected: "the next of an answer")
                }
                return key.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            } ?? []
    }

    static func limit(_ parameters: Parameters) throws(APIError) -> Int {
        try parameters.one("limit") { text throws(ValidationError) in
            guard let limit = Int(text), (1...mostLimit).contains(limit) else {
                throw ValidationError(
                    .malformed, "this is not a limit", found: text,
                    expected: "1 to \(mostLimit)")
            }
            return limit
        } ?? defaultLimit
    }

    func part(_ index: Int) -> String { after.indices.contains(index) ? after[index] : "" }

    /// What `after` is to be for the elements behind the one with this key.
    static func next(_ key: [String]) -> String {
        Base64.urlSafe.encode(Array(key.joined(separator: "\n").utf8).span)
    }
}

extension Writer {
    /// `{"<name>":[…],"next":…}`, where one more element than the page has was asked for: `next` is
    /// there when it came.
    mutating func page<Element>(
        _ name: StaticString, _ elements: [Element], _ paging: Paging,
        key: (Element) -> [String], _ write: (Element, inout Writer) -> Void
    ) {
        let shown = elements.prefix(paging.limit)
        object {
            $0.name(name)
            $0.array { for element in shown { write(element, &$0) } }
            if elements.count > paging.limit, let last = shown.last {
                $0.member("next", Paging.next(key(last)))
            }
        }
    }
}
