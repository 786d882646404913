/// Undoes a content-encoding, piece by piece.
protocol BodyDecoder: AnyObject {
    /// Decodes from the start of `input` until that is used up or `output` is full; returns how
    /// much was used and how much came out.
    func decode(
        _ input: Span<UInt8>, into output: inout [UInt8]
    ) throws(BodyError) -> (used: Int, made: Int)

    /// Whether it holds back output for which it needs no more input.
    var holdsOutput: Bool { get }

    /// Whether the input so far is whole.
    var isWhole: Bool { get }
}

/// Why a body is not taken.
enum BodyError: Error {
    case unknownEncoding(String)
    case notDecodable(encoding: String)
    case endsEarly(encoding: String)
    case tooLarge(limitBytes: Int)

    var problem: Problem {
        switch self {
        case .unknownEncoding(let name):
            Problem(
                415, "Unsupported Media Type",
                detail: "The content-encoding \"\(name)\" is not known; send gzip, zstd or none.",
                headers: [("accept-encoding", "gzip, zstd")])
        case .notDecodable(let encoding):
            Problem(400, "Bad Request", detail: "The body is not \(encoding).")
        case .endsEarly(let encoding):
            Problem(400, "Bad Request", detail: "The body is \(encoding) that ends too early.")
        case .tooLarge(let limit):
            Problem(
                413, "Content Too Large",
                detail: "The body is over the limit of \(limit) bytes (after decoding).")
        }
    }
}

/// A body on its way in: decoded, and held to its limit.
struct BodyIntake {
    private let encoding: String
    private let decoder: (any BodyDecoder)?
    private let limitBytes: Int
    private var receivedBytes = 0
    private var output: [UInt8] = []

    /// `encoding`: the header's value, nil where there is none.
    init(encoding: String?, limitBytes: Int) throws(BodyError) {
        self.encoding = encoding ?? "identity"
        self.limitBytes = limitBytes
        guard let encoding else {
            decoder = nil
            return
        }
        switch encoding.lowercased() {
        case "identity", "": decoder = nil
        case "gzip", "x-gzip": decoder = try GzipDecoder()
        case "zstd": decoder = try ZstdDecoder()
        default: throw .unknownEncoding(encoding)
        }
        if decoder != nil { output = [UInt8](repeating: 0, count: 65_536) }
    }

    /// Whether a length that was declared tells that the body is too large.
    func check(declaredBytes: Int) throws(BodyError) {
        if decoder == nil, declaredBytes > limitBytes { throw .tooLarge(limitBytes: limitBytes) }
    }

    /// Hands what comes of `input` to `sink` until that says false; returns how much of `input`
    /// was used.
    mutating func take(
        _ input: Span<UInt8>, _ sink: (Span<UInt8>) -> Bool
    ) throws(BodyError) -> Int {
        guard let decoder else {
            try count(input.count)
            if input.count > 0 { _ = sink(input) }
            return input.count
        }
        var used = 0
        while used < input.count || decoder.holdsOutput {
            let step = try decoder.decode(input.extracting(droppingFirst: used), into: &output)
            used += step.used
            guard step.made > 0 else { continue }
            try count(step.made)
            if !sink(output.span.extracting(first: step.made)) { break }
        }
        return used
    }

    /// Whether `take` has something to hand over without more input.
    var holdsOutput: Bool { decoder?.holdsOutput ?? false }

    func finish() throws(BodyError) {
        if let decoder, !decoder.isWhole { throw .endsEarly(encoding: encoding) }
    }

    private mutating func count(_ bytes: Int) throws(BodyError) {
        receivedBytes += bytes
        if receivedBytes > limitBytes { throw .tooLarge(limitBytes: limitBytes) }
    }
}
