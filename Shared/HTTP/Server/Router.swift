/// The routes of a server: method and path, and who answers.
///
///     var router = Router()
///     router.add(.get, "/v1/targets/{id}", needs: .read) { request, responder in
///         responder.answer(.json(target(request.parameter("id"))))
///     }
///
/// `{name}` stands for one whole segment, or for what stands before a fixed ending (`{code}.svg`);
/// fixed segments go before parameters. `HEAD` is answered as `GET` is, without the body.
public struct Router: Sendable {
    /// Runs on the server's thread and must not block; it may answer later, from any thread.
    public typealias Handler = @Sendable (Request, Responder) -> Void
    /// Gives the object that takes the body; called when the request's head is there.
    public typealias StreamHandler = @Sendable (Request, Responder) -> any BodyConsumer

    private struct Node: Sendable {
        var fixed: [String: Node] = [:]
        /// Longest ending first; the empty one is a whole segment.
        var parameters: [(ending: String, node: Node)] = []
        var routes: [Method: Route] = [:]
    }
    private var root = Node()
    /// By their whole path, those without parameters: most requests are for them.
    private var plain: [String: [Method: Route]] = [:]
    private let unmatched: Problem

    /// Without a route yet; where none matches, `unmatched` is the answer.
    public init(
        unmatched: Problem = Problem(404, "Not Found", detail: "There is nothing at this path.")
    ) {
        self.unmatched = unmatched
    }

    /// A route whose handler gets the whole decoded body; beyond `bodyLimitBytes` it is 413.
    public mutating func add(
        _ method: Method, _ pattern: String, needs need: Need, bodyLimitBytes: Int = 65_536,
        _ handler: @escaping Handler
    ) {
        add(method, pattern, need, .collect(limitBytes: bodyLimitBytes, handler))
    }

    /// A route whose body is handed over as it comes, decoded; beyond `bodyLimitBytes` it is 413.
    public mutating func addStream(
        _ method: Method, _ pattern: String, needs need: Need, bodyLimitBytes: Int = .max,
        _ handler: @escaping StreamHandler
    ) {
        add(method, pattern, need, .stream(limitBytes: bodyLimitBytes, handler))
    }

    private mutating func add(
        _ method: Method, _ pattern: String, _ need: Need, _ intake: Route.Intake
    ) {
        precondition(pattern.hasPrefix("/"), "a pattern begins with a slash: \(pattern)")
        let segments = pattern.dropFirst().split(
            separator: "/", omittingEmptySubsequences: false)
        var names: [String] = []
        var endings: [String?] = []
        for segment in segments {
            if segment.hasPrefix("{"), let end = segment.firstIndex(of: "}") {
                names.append(String(segment[segment.index(after: segment.startIndex)..<end]))
                endings.append(String(segment[segment.index(after: end)...]))
            } else {
                endings.append(nil)
            }
        }
        let route = Route(pattern: pattern, parameterNames: names, need: need, intake: intake)
        if names.isEmpty { plain[pattern, default: [:]][method] = route }
        Self.insert(route, method, zip(segments.map(String.init), endings).map { $0 }[...], &root)
    }

    private static func insert(
        _ route: Route, _ method: Method, _ path: ArraySlice<(String, String?)>, _ node: inout Node
    ) {
        guard let (segment, ending) = path.first else {
            precondition(node.routes[method] == nil, "two routes for \(route.pattern)")
            node.routes[method] = route
            return
        }
        guard let ending else {
            insert(route, method, path.dropFirst(), &node.fixed[segment, default: Node()])
            return
        }
        let index =
            node.parameters.firstIndex { $0.ending.utf8.count <= ending.utf8.count }
            ?? node.parameters.endIndex
        if index == node.parameters.endIndex || node.parameters[index].ending != ending {
            node.parameters.insert((ending, Node()), at: index)
        }
        insert(route, method, path.dropFirst(), &node.parameters[index].node)
    }

    /// The route, and the values of its pattern's parameters in order; throws 404 or 405.
    func find(_ method: Method, _ path: String) throws(Refusal) -> (Route, [String]) {
        if let route = plain[path]?[method] { return (route, []) }
        var segments: [String] = []
        for part in path.utf8.dropFirst().split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        {
            guard let segment = PercentCoding.decode(part) else {
                throw Refusal(Problem(400, "Bad Request", detail: "The path is badly encoded."))
            }
            segments.append(segment)
        }
        var values: [String] = []
        guard path.hasPrefix("/"), let node = Self.find(segments[...], root, &values) else {
            throw Refusal(unmatched)
        }
        if let route = node.routes[method] { return (route, values) }
        if method == .head, let route = node.routes[.get] { return (route, values) }
        throw Refusal(Self.notAllowed(node.routes.keys))
    }

    private static func find(
        _ segments: ArraySlice<String>, _ node: Node, _ values: inout [String]
    ) -> Node? {
        guard let segment = segments.first else { return node.routes.isEmpty ? nil : node }
        if let next = node.fixed[segment], let end = find(segments.dropFirst(), next, &values) {
            return end
        }
        for (ending, next) in node.parameters
        where segment.utf8.count > ending.utf8.count && segment.hasSuffix(ending) {
            values.append(String(segment.dropLast(ending.count)))
            if let end = find(segments.dropFirst(), next, &values) { return end }
            values.removeLast()
        }
        return nil
    }

    private static func notAllowed(_ methods: some Collection<Method>) -> Problem {
        var allowed = Set(methods)
        if allowed.contains(.get) { allowed.insert(.head) }
        let names = allowed.map(\.rawValue).sorted().joined(separator: ", ")
        return Problem(
            405, "Method Not Allowed", detail: "This path takes \(names).",
            headers: [("allow", names)])
    }
}

/// One way to answer requests.
struct Route: Sendable {
    enum Intake: Sendable {
        case collect(limitBytes: Int, Router.Handler)
        case stream(limitBytes: Int, Router.StreamHandler)
    }

    let pattern: String
    let parameterNames: [String]
    let need: Need
    let intake: Intake
}
