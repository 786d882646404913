internal import JSON
internal import Time

extension Writer {
    /// Writes an event up to its data; `data` writes that, and the event's end follows. Empty
    /// texts are left out.
    @inline(__always)
    mutating func event(
        id: Span<UInt8>, source: Span<UInt8>, type: String, subject: Span<UInt8>,
        time: Timestamp, traceparent: Span<UInt8>, data: (inout Writer) -> Void
    ) {
        beginObject()
        member("specversion", "1.0")
        member("id", id)
        member("source", source)
        member("type", type)
        member("subject", some: subject)
        member("time", time)
        member("traceparent", some: traceparent)
        member("datacontenttype", "application/json")
        name("data")
        data(&self)
        endObject()
    }

    /// Writes an event that compute makes, under its cause's identity.
    @inline(__always)
    mutating func event(
        id: EventID, type: String, subject: Span<UInt8>, time: Timestamp,
        traceparent: Span<UInt8>, data: (inout Writer) -> Void
    ) {
        var text = ShortText()
        text.put(id)
        var source = ShortText()
        for byte in "/peil/".utf8 { source.put(byte) }
        source.put(hexadecimal: id.log.number)
        event(
            id: text.span, source: source.span, type: type, subject: subject, time: time,
            traceparent: traceparent, data: data)
    }
}

extension Writer {
    /// Left out where the text is empty.
    @inline(__always)
    mutating func member(_ name: StaticString, some text: Span<UInt8>) {
        if !text.isEmpty { member(name, text) }
    }
}

extension ShortText {
    mutating func put(_ id: EventID) {
        put(hexadecimal: id.log.number)
        put("-")
        put(Int(id.cause.partition))
        put("-")
        put(Int(id.cause.offset))
        put("-")
        put(id.index)
        put("-")
        put(hexadecimal: id.checksum)
    }
}
