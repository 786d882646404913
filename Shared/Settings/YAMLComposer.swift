/// Makes the tree from the parser's events and refuses what `YAML` does not read.
struct YAMLComposer: ~Copyable {
    private let parser: YAMLParser
    private let limits: YAML.Limits
    private var nodes = 0

    init(_ parser: consuming YAMLParser, limits: YAML.Limits) {
        self.parser = parser
        self.limits = limits
    }

    mutating func document() throws(YAMLError) -> YAML.Node {
        _ = try parser.next()  // the stream's start
        let start = try parser.next()
        guard case .documentStart = start.event else {
            return .scalar(YAML.Scalar(text: "", isText: false, place: start.place))
        }
        let first = try parser.next()
        guard let root = try node(first, depth: 0) else {
            throw .malformed(first.place, "no value")
        }
        _ = try parser.next()  // the document's end
        let end = try parser.next()
        guard case .streamEnd = end.event else {
            throw .refused(end.place, "a second document: one file is one document")
        }
        return root
    }

    /// Nil where a collection ends.
    private mutating func node(
        _ step: (event: YAMLParser.Event, place: YAML.Place), depth: Int
    ) throws(YAMLError) -> YAML.Node? {
        let (event, place) = step
        nodes += 1
        guard nodes <= limits.nodes else {
            throw .tooLarge(place, "more than \(limits.nodes) values")
        }
        guard depth <= limits.depth else {
            throw .tooLarge(place, "nested more than \(limits.depth) deep")
        }
        switch event {
        case .scalar(let text, let style, let tag):
            let isText = try isText(style, tag, at: place)
            return .scalar(YAML.Scalar(text: text, isText: isText, place: place))
        case .sequenceStart(let tag):
            try refuse(tag, unless: "seq", at: place)
            var elements: [YAML.Node] = []
            while let element = try node(parser.next(), depth: depth + 1) {
                elements.append(element)
            }
            return .sequence(elements, place)
        case .mappingStart(let tag):
            try refuse(tag, unless: "map", at: place)
            return .mapping(try pairs(depth: depth), place)
        case .anchor:
            throw .refused(place, "anchors and aliases (& and *) are not read: write it out")
        case .collectionEnd, .documentStart, .documentEnd, .streamStart, .streamEnd:
            return nil
        }
    }

    private mutating func pairs(depth: Int) throws(YAMLError) -> [YAML.Pair] {
        var pairs: [YAML.Pair] = []
        var lines: [String: Int] = [:]
        while let key = try node(parser.next(), depth: depth + 1) {
            guard case .scalar(let key) = key else {
                throw .refused(key.place, "a key that is no text")
            }
            if let line = lines.updateValue(key.place.line, forKey: key.text) {
                throw .refused(key.place, "the key \"\(key.text)\" stands on line \(line) already")
            }
            guard let value = try node(parser.next(), depth: depth + 1) else {
                throw .malformed(key.place, "a key without a value")
            }
            pairs.append(YAML.Pair(key: key, value: value))
        }
        return pairs
    }

    private func isText(
        _ style: YAMLParser.Style, _ tag: String?, at place: YAML.Place
    ) throws(YAMLError) -> Bool {
        switch tag {
        case nil: return style == .quoted
        case "!", Self.tag("str"): return true
        default: throw .refused(place, "the tag \(tag ?? "") is not read")
        }
    }

    private func refuse(
        _ tag: String?, unless name: String, at place: YAML.Place
    ) throws(YAMLError) {
        guard let tag, tag != "!", tag != Self.tag(name) else { return }
        throw .refused(place, "the tag \(tag) is not read")
    }

    private static func tag(_ name: String) -> String { "tag:yaml.org,2002:" + name }
}
