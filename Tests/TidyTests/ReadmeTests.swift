import Foundation
import Testing

@testable import Settings

@Suite("The README") struct ReadmeTests {
    private let project = Project.here

    /// The lines within its code blocks.
    private var commands: [String] {
        let blocks = project.file("README.md")?.text.components(separatedBy: "```") ?? []
        return blocks.enumerated().filter { $0.offset % 2 == 1 }
            .flatMap { $0.element.split(separator: "\n").dropFirst() }.map(String.init)
    }

    @Test("Every make target it names is there")
    func targets() throws {
        let makefile = try #require(project.file("Makefile")).text
        let targets = Set(makefile.matches(of: /(?m)^([a-z]+):/).map { String($0.1) })
        let named = commands.flatMap { $0.matches(of: /\bmake ([a-z]+)/).map { String($0.1) } }
        #expect(!named.isEmpty)
        for target in named {
            #expect(targets.contains(target), "make \(target) is not in the Makefile")
        }
    }

    @Test("Every command of peil it names is there")
    func peil() {
        let sources = project.swift.filter { $0.path.hasPrefix("Services/Peil/") }
        let declared = sources.flatMap { file in
            file.text.matches(of: /Command(?:<\w+>)?\(\s*"([a-z]+)/).map { String($0.1) }
        }
        for line in commands {
            for match in line.matches(of: /(?:^|[\s\/;|])peil ([a-z]+)/) {
                #expect(declared.contains(String(match.1)), "peil \(match.1) is not declared")
            }
        }
        #expect(!sources.isEmpty)
    }

    @Test("Every variable it names is read")
    func variables() throws {
        let readme = try #require(project.file("README.md")).text
        let others = Set(Environment.others + [Environment.config])
        for match in readme.matches(of: /PEIL_[A-Z_]*[A-Z]/) {
            let variable = String(match.0)
            let setting = Environment.setting(of: variable)
            #expect(
                others.contains(variable) || setting.flatMap(Declarations.meaning(of:)) != nil,
                "\(variable) is no setting")
        }
    }

    @Test("Every path it names is there")
    func paths() throws {
        let readme = try #require(project.file("README.md")).text
        let tops = project.topLevel
        for match in readme.matches(of: /[`(]((?:\.\/)?[\w.-]+\/[\w.\/-]*)[`)]/) {
            let path = String(match.1).replacing(/\/$/, with: "")
            guard let top = path.split(separator: "/").first, tops.contains(String(top)) else {
                continue
            }
            #expect(
                project.files.contains { $0.path == path || $0.path.hasPrefix(path + "/") },
                "\(path) is not there")
        }
    }
}
