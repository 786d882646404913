import HTTP
import Support
import Synchronization
import Testing
import Threading

@Suite("Answering", .onThreads)
struct AnsweringTests {
    @Test("An answer may come later, from another thread, and only the first counts")
    func later() throws {
        let counts = Monitor<[Bool]>([])
        let server = try serve { router in
            router.add(.post, "/", needs: .nothing) { request, responder in
                _ = Thread(name: "later") {
                    let first = responder.answer(.bytes(request.body, type: "text/plain"))
                    let second = responder.answer(.text("again"))
                    counts.with { $0 += [first, second] }
                }
            }
        }
        let client = RawClient(port: server.port)
        for number in 0..<200 {
            let body = Array("body \(number)".utf8)
            #expect(client.ask("POST", "/", body: body)?.body == "body \(number)")
        }
        let all = counts.wait { $0.count == 400 ? $0 : nil }
        #expect(all.filter { $0 }.count == 200)
    }

    @Test("A request that is left unanswered is 500")
    func dropped() throws {
        let server = try serve { router in
            router.add(.get, "/now", needs: .nothing) { _, _ in }
            router.add(.get, "/later", needs: .nothing) { _, responder in
                _ = Thread(name: "drop") { _ = responder }
            }
        }
        let client = RawClient(port: server.port)
        #expect(client.ask("GET", "/now")?.status == 500)
        #expect(client.ask("GET", "/later")?.status == 500)
    }

    @Test("Each answer is told with its route's pattern, status and time")
    func access() throws {
        let records = Monitor<[ServerConfiguration.AccessRecord]>([])
        let server = try serve({ configuration in
            configuration.onAccess = { record in records.with { $0.append(record) } }
        }) { router in
            router.add(.get, "/v1/targets/{id}", needs: .nothing) { _, responder in
                responder.answer(.text("x", status: 202))
            }
        }
        let client = RawClient(port: server.port)
        _ = client.ask("GET", "/v1/targets/x")
        _ = client.ask("GET", "/nothing")
        let told = records.wait { $0.count == 2 ? $0 : nil }
        #expect(told.map(\.route) == ["/v1/targets/{id}", ""])
        #expect(told.map(\.status) == [202, 404])
        #expect(told.map(\.method) == [.get, .get])
        #expect(told.allSatisfy { 0..<10 ~= $0.seconds })
    }

    @Test("A problem shows the first 100 errors and says how many there are")
    func problems() throws {
        let server = try serve { router in
            router.add(.get, "/", needs: .nothing) { _, responder in
                let fault = Problem.Fault(
                    code: "invalid_period", message: "no \"period\"\n", line: 3,
                    pointer: "/reports/0", found: "20x5", expected: "a period", suggestion: "2025")
                responder.answer(
                    Problem(
                        422, "Rules broken", detail: "See errors.",
                        errors: Array(repeating: fault, count: 150),
                        headers: [("retry-after", "3")]))
            }
        }
        let answer = try #require(RawClient(port: server.port).ask("GET", "/"))
        #expect(answer.status == 422)
        #expect(answer.headers["retry-after"] == "3")
        let fault =
            #"{"code":"invalid_period","message":"no \"period\"\n","line":3,"#
            + #""pointer":"/reports/0","found":"20x5","expected":"a period","suggestion":"2025"}"#
        let faults = Array(repeating: fault, count: 100).joined(separator: ",")
        #expect(
            answer.body
                == #"{"type":"about:blank","title":"Rules broken","status":422,"#
                + #""detail":"See errors.","errors":[\#(faults)],"errorCount":150}"#)
    }

    @Test("What is right again the moment after it was wrong, is told as it was found")
    func passing() {
        let answers = Monitor<[String?]>(["behind", nil])
        let checks = [
            HealthCheck("log") { nil },
            HealthCheck("board") { answers.with { $0.isEmpty ? nil : $0.removeFirst() } },
        ]
        #expect(checks.fault == "behind")
        #expect(checks.fault == nil)
    }

    @Test("A service says whether it lives and is ready, what it is, and its metrics")
    func service() throws {
        let fault = Monitor<String?>("not caught up: 12 records behind")
        let server = try serve { router in
            router.addServiceRoutes(
                ServiceStatus(
                    name: "ingest", version: "1.2", live: [HealthCheck("loop") { nil }],
                    ready: [
                        HealthCheck("log") { nil },
                        HealthCheck("catalogue") { fault.with { $0 } },
                    ], metrics: { Array("peil_up 1\n".utf8) }))
        }
        let client = RawClient(port: server.port)
        #expect(client.ask("GET", "/livez")?.body == #"{"status":"ok","checks":{"loop":"ok"}}"#)
        let unready = try #require(client.ask("GET", "/readyz"))
        #expect(unready.status == 503)
        #expect(
            unready.body
                == #"{"status":"failing","checks":{"log":"ok","#
                + #""catalogue":"not caught up: 12 records behind"}}"#)
        #expect(
            client.ask("GET", "/metrics")?.body.hasSuffix("{check=\"catalogue\"} 0\n") == true)
        fault.with { $0 = nil }
        #expect(client.ask("GET", "/readyz")?.status == 200)
        #expect(
            client.ask("GET", "/version")?.body == #"{"service":"ingest","version":"1.2"}"#)
        let metrics = try #require(client.ask("GET", "/metrics")?.body)
        #expect(metrics.hasPrefix("peil_up 1\n# HELP peil_ready "))
        #expect(
            metrics.hasSuffix("\npeil_ready{check=\"log\"} 1\npeil_ready{check=\"catalogue\"} 1\n"))
    }
}
