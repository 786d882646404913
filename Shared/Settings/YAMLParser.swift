internal import CYAML

/// The owner of a libyaml parser: hands out one event after the other.
///
/// Safe: the parser lives as long as its owner, and what events point to is copied at once. The
/// bytes it reads must outlive it, which `YAML.read` sees to.
@safe struct YAMLParser: ~Copyable {
    enum Event {
        case scalar(text: String, style: Style, tag: String?)
        case sequenceStart(tag: String?)
        case mappingStart(tag: String?)
        case collectionEnd
        case documentStart
        case documentEnd
        case streamStart
        case streamEnd
        /// `&name` before a node, or `*name` in its stead.
        case anchor
    }

    enum Style { case plain, quoted }

    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let input: UnsafeBufferPointer<UInt8>

    @unsafe init(_ input: UnsafeBufferPointer<UInt8>) {
        unsafe self.input = unsafe input
        unsafe parser = .allocate(capacity: 1)
        let made = unsafe yaml_parser_initialize(parser)
        precondition(made == 1, "out of memory")
        unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        unsafe yaml_parser_set_input_string(parser, input.baseAddress, input.count)
    }

    deinit {
        unsafe yaml_parser_delete(parser)
        unsafe parser.deallocate()
    }

    func next() throws(YAMLError) -> (event: Event, place: YAML.Place) {
        var event = unsafe yaml_event_t()
        guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw problem() }
        defer { unsafe yaml_event_delete(&event) }
        return unsafe (Self.event(event), YAML.Place(event.start_mark))
    }

    private static func event(_ event: yaml_event_t) -> Event {
        switch unsafe event.type {
        case YAML_SCALAR_EVENT:
            let scalar = unsafe event.data.scalar
            if unsafe scalar.anchor != nil { return .anchor }
            let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            let style: Style = unsafe scalar.style == YAML_PLAIN_SCALAR_STYLE ? .plain : .quoted
            return unsafe .scalar(
                text: String(decoding: bytes, as: UTF8.self), style: style, tag: text(scalar.tag))
        case YAML_SEQUENCE_START_EVENT:
            let start = unsafe event.data.sequence_start
            return unsafe start.anchor != nil ? .anchor : .sequenceStart(tag: text(start.tag))
        case YAML_MAPPING_START_EVENT:
            let start = unsafe event.data.mapping_start
            return unsafe start.anchor != nil ? .anchor : .mappingStart(tag: text(start.tag))
        case YAML_ALIAS_EVENT: return .anchor
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return .collectionEnd
        case YAML_DOCUMENT_START_EVENT: return .documentStart
        case YAML_DOCUMENT_END_EVENT: return .documentEnd
        case YAML_STREAM_START_EVENT: return .streamStart
        default: return .streamEnd
        }
    }

    private func problem() -> YAMLError {
        let found = unsafe parser.pointee
        let reason = unsafe found.problem.map { unsafe String(cString: $0) } ?? "out of memory"
        guard unsafe found.error != YAML_READER_ERROR else {
            // The reader counts bytes only.
            return unsafe .malformed(place(atByte: found.problem_offset), reason)
        }
        let context = unsafe found.context.map { unsafe String(cString: $0) + ": " } ?? ""
        return unsafe .malformed(YAML.Place(found.problem_mark), context + reason)
    }

    private func place(atByte offset: Int) -> YAML.Place {
        let before = unsafe input.prefix(offset)
        let lines = unsafe before.split(separator: 10, omittingEmptySubsequences: false)
        let last = unsafe String(decoding: lines.last ?? before, as: UTF8.self)
        return unsafe YAML.Place(
            line: max(1, lines.count), column: last.unicodeScalars.count + 1)
    }

    private static func text(_ string: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        unsafe string.map { unsafe String(cString: $0) }
    }
}

extension YAML.Place {
    fileprivate init(_ mark: yaml_mark_t) {
        self.init(line: mark.line + 1, column: mark.column + 1)
    }
}
