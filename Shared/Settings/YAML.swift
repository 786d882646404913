/// A YAML document as a tree, each node with its place.
///
///     let root = try YAML.read(bytes.span)
///     if case .mapping(let pairs, _) = root { … }
///
/// Read by the rules that keep a file's meaning plain: one document; no anchors, aliases or tags of
/// one's own; no key twice; scalars stay text, and whether they were quoted is kept.
public enum YAML {
    /// Where a node begins, counted from 1; columns count characters.
    public struct Place: Hashable, Sendable {
        public let line: Int
        public let column: Int
    }

    public indirect enum Node: Hashable, Sendable {
        case scalar(Scalar)
        case sequence([Node], Place)
        /// In the order of the file.
        case mapping([Pair], Place)

        public var place: Place {
            switch self {
            case .scalar(let scalar): scalar.place
            case .sequence(_, let place), .mapping(_, let place): place
            }
        }
    }

    public struct Scalar: Hashable, Sendable {
        public let text: String
        /// Quoted, in a block, or tagged `!!str`: a text whatever it looks like. Otherwise `71` is
        /// a number where one is expected, and `true` a truth value.
        public let isText: Bool
        public let place: Place

        /// `null`, `~`, or nothing (YAML 1.2, core schema).
        public var isNull: Bool {
            !isText && ["", "~", "null", "Null", "NULL"].contains(text)
        }
    }

    public struct Pair: Hashable, Sendable {
        public let key: Scalar
        public let value: Node
    }

    /// What a document may cost; beyond it `YAMLError.tooLarge`.
    public struct Limits: Sendable {
        public var bytes: Int
        public var depth: Int
        public var nodes: Int

        public init(bytes: Int = 16 << 20, depth: Int = 32, nodes: Int = 1_000_000) {
            self.bytes = bytes
            self.depth = depth
            self.nodes = nodes
        }
    }

    /// Reads one document in UTF-8. An empty one is a scalar that is null.
    public static func read(
        _ bytes: Span<UInt8>, limits: Limits = Limits()
    ) throws(YAMLError) -> Node {
        guard bytes.count <= limits.bytes else {
            throw .tooLarge(Place(line: 1, column: 1), "more than \(limits.bytes) bytes")
        }
        return unsafe try bytes.withUnsafeBufferPointer { buffer throws(YAMLError) in
            var composer = YAMLComposer(unsafe YAMLParser(buffer), limits: limits)
            return try composer.document()
        }
    }
}

/// Why a text is no YAML that is read here; the author corrects it at the place named.
public enum YAMLError: Error, Hashable, Sendable {
    /// Breaks the grammar of YAML.
    case malformed(YAML.Place, String)
    /// Is YAML, but says something in a way that is refused: the text names it.
    case refused(YAML.Place, String)
    /// Over one of the limits.
    case tooLarge(YAML.Place, String)

    public var place: YAML.Place {
        switch self {
        case .malformed(let place, _), .refused(let place, _), .tooLarge(let place, _): place
        }
    }

    public var problem: String {
        switch self {
        case .malformed(_, let problem), .refused(_, let problem), .tooLarge(_, let problem):
            problem
        }
    }
}

extension YAMLError: CustomStringConvertible {
    public var description: String { "line \(place.line), column \(place.column): \(problem)" }
}
