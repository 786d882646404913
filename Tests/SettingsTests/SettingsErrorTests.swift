import Testing

@testable import Settings

@Suite("Wrong settings") struct SettingsErrorTests {
    private func message(
        _ options: [(name: String, value: String)] = [], _ environment: [String: String] = [:]
    ) -> String? {
        #expect(throws: SettingsError.self) {
            try Settings(mode: .service, options: options, environment: environment)
        }?.description
    }

    @Test("An unknown name is an error with a suggestion in its own spelling")
    func unknown() {
        #expect(
            message([("ingst.port", "1")])
                == "unknown setting --ingst.port; did you mean --ingest.port?")
        #expect(
            message([], ["PEIL_INGEST_PROT": "1"])
                == "unknown setting PEIL_INGEST_PROT; did you mean PEIL_INGEST_PORT?")
        #expect(
            message([], ["PEIL_ZZZZZZZZZZ": "1"])
                == "unknown setting PEIL_ZZZZZZZZZZ; `peil settings` lists them all")
        for (yaml, rest) in [
            (
                "log: kafka\nnotify:\n  prt: 1\n",
                "line 3: unknown setting notify.prt; did you mean notify.port?"
            ),
            ("notfy:\n  port: 1\n", "line 1: unknown setting notfy; did you mean notify?"),
            ("notify: 5\n", "line 1: unknown setting notify; `peil settings` lists them all"),
            (
                "tls.certificat: ~\n",
                "line 1: unknown setting tls.certificat; did you mean tls.certificate?"
            ),
            (
                "tls.key.file: k\n",
                "line 1: unknown setting tls.key.file; `peil settings` lists them all"
            ),
        ] {
            let file = TemporaryFile(yaml)
            #expect(message([("config", file.path)]) == "\(file.path), \(rest)")
        }
    }

    @Test("What the command line reads for itself is no unknown setting")
    func others() throws {
        #expect(throws: Never.self) {
            try Settings(
                mode: .service,
                environment: ["PEIL_TOKEN": "x", "PEIL_INGEST_URL": "x", "PEIL_NOTIFY_URL": "x"])
        }
    }

    @Test("A wrong value names the place, what was found and what was expected")
    func wrong() {
        #expect(
            message([("ingest.port", "70000")])
                == "--ingest.port: ingest.port is \"70000\", "
                + "expected a whole number from 0 to 65535")
        #expect(
            message([], ["PEIL_LOG": "files"])
                == "PEIL_LOG: log is \"files\", expected kafka or local")
        #expect(
            message([], ["PEIL_WEBHOOKS_ALLOW": "10.0.0.0/8,10.0.0.1/8"])
                == "PEIL_WEBHOOKS_ALLOW: webhooks.allow is \"10.0.0.0/8,10.0.0.1/8\", expected "
                + "a range of addresses such as 10.0.0.0/8, or several separated by commas")
        let file = TemporaryFile("webhooks:\n  schedule: [5, soon]\n")
        #expect(
            message([("config", file.path)])
                == "\(file.path), line 2: webhooks.schedule is \"5,soon\", "
                + "expected a number of seconds, or several separated by commas")
        for (name, value) in [
            ("read.open", "yes"), ("topics.partitions", "0"), ("data", ""),
            ("webhooks.schedule", "-1"),
            ("webhooks.schedule", "1,,2"), ("webhooks.schedule", "inf"), ("logging.level", "INFO"),
            ("ingest.port", "8o"), ("webhooks.allow", "::1"), ("webhooks.allow", "1.2.3.4/33"),
        ] {
            #expect(message([(name, value)])?.contains("expected") == true, "\(name)=\(value)")
        }
    }

    @Test("A secret that is wrong is not shown")
    func secret() {
        #expect(
            message([], ["PEIL_WEBHOOKS_KEY": ""])
                == "PEIL_WEBHOOKS_KEY: webhooks.key is not right, expected a secret")
    }

    @Test("The same setting twice in one place is an error")
    func twice() {
        #expect(
            message([("data", "a"), ("data.directory", "b")])
                == "--data.directory: data.directory is given already (--data)")
        #expect(
            message([], ["PEIL_WEBHOOKS_KEY": "k", "PEIL_WEBHOOKS_KEY_FILE": "/dev/null"])
                == "PEIL_WEBHOOKS_KEY_FILE: webhooks.key is given already (PEIL_WEBHOOKS_KEY)")
        let file = TemporaryFile("ingest.port: 1\ningest:\n  port: 2\n")
        #expect(
            message([("config", file.path)])
                == "\(file.path), line 3: ingest.port is given already (\(file.path), line 1)")
    }

    @Test("A file that cannot be read, or is no settings, says so")
    func files() {
        #expect(
            message([("config", "/nowhere/peil.yaml")])
                == "--config: cannot read /nowhere/peil.yaml: No such file or directory")
        #expect(
            message([], ["PEIL_WEBHOOKS_KEY_FILE": "/nowhere/key"])
                == "PEIL_WEBHOOKS_KEY_FILE: cannot read /nowhere/key: No such file or directory")
        let list = TemporaryFile("- a\n")
        #expect(
            message([("config", list.path)])
                == "\(list.path), line 1, column 1: expected settings, as in \"ingest.port: 8081\"")
        let broken = TemporaryFile("a: [\n")
        #expect(message([("config", broken.path)])?.hasPrefix("\(broken.path), line 2") == true)
    }
}
