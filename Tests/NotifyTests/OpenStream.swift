import HTTP
import Support
import Testing
import Threading

/// One event of a stream, as a reader sees it.
struct StreamedEvent: Hashable, Sendable {
    var id = ""
    var type = ""
    var data = ""
}

/// A stream that is being read.
final class OpenStream: Sendable {
    private struct State {
        var text: [UInt8] = []
        var result: Result<ClientResponse, ClientError>?
    }
    private let state = Monitor(State())
    private let transfer: Transfer

    init(_ client: Client, _ request: ClientRequest) {
        transfer = client.stream(request) { [state] chunk in
            state.with { state in for index in chunk.indices { state.text.append(chunk[index]) } }
            return true
        } completion: { [state] result in
            state.with { $0.result = result }
        }
    }

    func cancel() { transfer.cancel() }

    /// The first `count` events; fewer when the stream ends before.
    func first(_ count: Int) throws -> [StreamedEvent] {
        let blocks = try wait { blocks in blocks.filter { $0.has("data") }.count >= count }
        return blocks.filter { $0.has("data") }.prefix(count).map(\.event)
    }

    /// Waits for blocks that fulfil `condition`, or the end.
    @discardableResult
    func wait(until condition: ([Block]) -> Bool) throws -> [Block] {
        let blocks = state.wait(timeoutMilliseconds: LogTalk.patienceMilliseconds) { state in
            let blocks = Self.blocks(state.text)
            return condition(blocks) || state.result != nil ? blocks : nil
        }
        return try #require(blocks, "the stream did not bring what was waited for")
    }

    /// How it ended, with the answer's head.
    func end() throws -> Result<ClientResponse, ClientError> {
        let result = state.wait(timeoutMilliseconds: LogTalk.patienceMilliseconds) { $0.result }
        return try #require(result, "the stream did not end")
    }

    /// The fields between two empty lines.
    struct Block: Sendable {
        let fields: [(name: String, value: String)]

        func has(_ name: String) -> Bool { self[name] != nil }

        subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

        var event: StreamedEvent {
            StreamedEvent(
                id: self["id"] ?? "", type: self["event"] ?? "", data: self["data"] ?? "")
        }
    }

    private static func blocks(_ text: [UInt8]) -> [Block] {
        let whole = String(decoding: text, as: UTF8.self)
        return whole.split(separator: "\n\n", omittingEmptySubsequences: true)
            .prefix(
                whole.hasSuffix("\n\n") ? .max : max(0, whole.split(separator: "\n\n").count - 1)
            )
            .map { block in
                Block(
                    fields: block.split(separator: "\n").map { line in
                        let parts = line.split(separator: ":", maxSplits: 1)
                        let value = parts.count > 1 ? parts[1].drop { $0 == " " } : ""
                        return (String(parts[0]), String(value))
                    })
            }
    }
}
