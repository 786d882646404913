import Crypto
import HTTP
import Support
import Testing

@Suite("Tokens and scopes", .onThreads)
struct AccessTests {
    private let directory: TemporaryDirectory
    private let file: TokensFile

    init() throws {
        directory = try TemporaryDirectory()
        file = TokensFile(path: directory.path + "/tokens")
    }

    private func server(readOpen: Bool = true) throws -> Server {
        let tokens = Tokens(file: file)
        return try serve({
            $0.authentication = Authentication(tokens: tokens, readOpen: readOpen)
        }) { router in
            for need in [Need.nothing, .read, .subscribe, .push, .define, .admin] {
                router.add(.get, "/" + need.rawValue, needs: need) { request, responder in
                    responder.answer(.text(request.principal?.name ?? "nobody"))
                }
            }
            router.addSessionRoutes(secure: false)
        }
    }

    @Test("A route lets through who has its scope, and says what is missing")
    func scopes() throws {
        let all = ["read", "subscribe", "push", "define", "admin"]
        var tokens: [(Token, allowed: [String])] = []
        for (scope, allowed) in [
            ("read", ["read"]), ("subscribe", ["read", "subscribe"]),
            ("push:nl.*", ["read", "push"]), ("define:*", ["read", "define"]), ("admin", all),
        ] {
            let token = try file.add(
                name: "of-\(allowed.last ?? "")", scopes: [scope].compactMap { Scope($0) })
            tokens.append((token, allowed))
        }
        let server = try server()
        let client = RawClient(port: server.port)
        for (token, allowed) in tokens {
            for path in all {
                let answer = try #require(
                    client.ask("GET", "/" + path, ["Authorization: Bearer \(token.text)"]))
                #expect(answer.status == (allowed.contains(path) ? 200 : 403), "\(path)")
                if answer.status == 403 {
                    #expect(answer.body.contains("lacks the scope \(path)"))
                    let challenge = answer.headers["www-authenticate"] ?? ""
                    #expect(challenge.contains("insufficient_scope"))
                }
            }
        }
    }

    @Test("Without a token, or with one that is nobody's, the answer is 401")
    func unauthorized() throws {
        _ = try file.add(name: "one", scopes: [.admin])
        let server = try server()
        let client = RawClient(port: server.port)
        let none = try #require(client.ask("GET", "/push"))
        #expect(none.status == 401)
        #expect(none.headers["www-authenticate"] == #"Bearer realm="peil""#)
        for header in [
            "Bearer \(Token.random().text)", "Bearer", "Bearer ", "Basic eDp5", "peil_x",
        ] {
            let answer = try #require(client.ask("GET", "/push", ["Authorization: \(header)"]))
            #expect(answer.status == 401, "\(header)")
            #expect(answer.headers["www-authenticate"]?.contains("invalid_token") == true)
            #expect(client.ask("GET", "/read", ["Authorization: \(header)"])?.status == 401)
        }
        #expect(client.ask("GET", "/read")?.body == "nobody")
        #expect(client.ask("GET", "/nothing")?.body == "nobody")
    }

    @Test("Reading asks for a token where it is not open")
    func closedReading() throws {
        let reader = try file.add(name: "reader", scopes: [.read])
        let pusher = try file.add(name: "pusher", scopes: [.push(.all)])
        let server = try server(readOpen: false)
        let client = RawClient(port: server.port)
        #expect(client.ask("GET", "/read")?.status == 401)
        let header = "Authorization: bearer \(reader.text)"
        #expect(client.ask("GET", "/read", [header])?.body == "reader")
        let other = "Authorization: Bearer \(pusher.text)"
        #expect(client.ask("GET", "/read", [other])?.status == 403)
    }

    @Test("A session keeps the token in a cookie that scripts cannot read")
    func session() throws {
        let token = try file.add(name: "reader", scopes: [.subscribe])
        let server = try server()
        let client = RawClient(port: server.port)
        #expect(client.ask("POST", "/v1/session")?.status == 401)
        let made = try #require(
            client.ask("POST", "/v1/session", ["Authorization: Bearer \(token.text)"]))
        #expect(made.status == 204)
        let cookie = try #require(made.headers["set-cookie"])
        #expect(cookie == "peil_session=\(token.text); Path=/; HttpOnly; SameSite=Strict")
        let pair = cookie.prefix { $0 != ";" }
        #expect(
            client.ask("GET", "/subscribe", ["Cookie: a=b; \(pair); c=d"])?.body == "reader")
        #expect(client.ask("GET", "/subscribe", ["Cookie: a=b"])?.status == 401)
        let ended = try #require(client.ask("DELETE", "/v1/session"))
        #expect(ended.headers["set-cookie"]?.contains("Max-Age=0") == true)
    }

    @Test("The file is read again when it changes, and a damaged one changes nothing")
    func rereading() throws {
        let tokens = Tokens(file: file)
        #expect(tokens.principal(ofToken: "peil_x") == nil)
        let token = try file.add(name: "late", scopes: [.read])
        #expect(eventually { tokens.principal(ofToken: token.text)?.name == "late" })
        directory.write("tokens", "late nonsense\n")
        #expect(eventually { tokens.error == .malformed(path: file.path, line: 1) })
        #expect(tokens.principal(ofToken: token.text)?.name == "late")
        directory.write("tokens", "# nobody\n")
        #expect(eventually { tokens.principal(ofToken: token.text) == nil })
        #expect(tokens.error == nil)
    }

    @Test("Tokens are added, listed and removed; only hashes are kept, for the user's eyes only")
    func changes() throws {
        #expect(try file.entries().isEmpty)
        let scopes = ["push:nl.mkb.*", "define:nl.mkb.cloud", "subscribe"].compactMap { Scope($0) }
        let first = try file.add(name: "cbs", scopes: scopes)
        let second = try file.add(name: "cbs", scopes: [.read])
        _ = try file.add(name: "other@x", scopes: [.admin])
        let entries = try file.entries()
        #expect(entries.map(\.principal.name) == ["cbs", "cbs", "other@x"])
        #expect(entries.map(\.hash).prefix(2) == [first.hash, second.hash])
        #expect(entries[0].principal.scopes == scopes)
        let text = directory.read("tokens")
        #expect(
            text.hasPrefix("cbs \(first.hash.hex) push:nl.mkb.* define:nl.mkb.cloud subscribe\n"))
        #expect(!text.contains("peil_"))
        #expect(directory.mode("tokens") == 0o600)
        #expect(first.text.hasPrefix("peil_") && first.text.utf8.count == 5 + 43)
        #expect(try file.remove(name: "cbs") == 2)
        #expect(try file.remove(name: "cbs") == 0)
        #expect(try file.entries().count == 1)
        for name in ["", "a b", "é", String(repeating: "x", count: 65), "a\nb"] {
            #expect(throws: TokensError.invalidName(name)) {
                try file.add(name: name, scopes: [.read])
            }
        }
        #expect(throws: TokensError.invalidName("x")) { try file.add(name: "x", scopes: []) }
    }

    @Test("A pattern means one code, all below a prefix, or all")
    func patterns() {
        let principal = Principal(
            name: "x",
            scopes: ["push:nl.mkb.*", "push:eu.one", "define:*"].compactMap { Scope($0) })
        for (code, may) in [
            ("nl.mkb.cloud", true), ("nl.mkb", false), ("nl.mkbx.a", false), ("eu.one", true),
            ("eu.one.two", false), ("", false),
        ] {
            #expect(principal.mayPush(code) == may, "\(code)")
        }
        #expect(principal.mayDefine("anything"))
        #expect(!Principal(name: "x", scopes: [.read]).mayDefine("anything"))
        #expect(Principal(name: "x", scopes: [.admin]).mayPush("anything"))
        for text in ["", ".*", "nl.*.x", "NL", "nl mkb", "nl*", "**"] {
            #expect(IndicatorPattern(text) == nil, "\(text)")
        }
        for text in ["push", "push:", "push:N", "pull:*", "read:*", "Admin"] {
            #expect(Scope(text) == nil, "\(text)")
        }
        for text in ["push:nl.mkb.*", "define:*", "push:a.b", "read", "admin", "subscribe"] {
            #expect(Scope(text)?.description == text)
        }
    }
}
