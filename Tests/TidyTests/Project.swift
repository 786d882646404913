import Foundation

/// The files of the project, as they stand in the checkout.
struct Project: Sendable {
    static let here = Project()

    let root: URL
    /// All files but what is built or kept by tools.
    let files: [ProjectFile]

    var swift: [ProjectFile] { files.filter { $0.path.hasSuffix(".swift") } }

    private static let ignored: Set = [".build", ".env", ".git", "peil-data"]

    private init() {
        var folder = URL(filePath: #filePath)
        repeat {
            folder = folder.deletingLastPathComponent()
        } while folder.path != "/"
            && !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path)
        root = folder
        files = Self.paths(in: folder, under: "").sorted().map { path in
            ProjectFile(
                path: path,
                contents: FileManager.default.contents(
                    atPath: folder.appending(path: path).path) ?? Data())
        }
    }

    /// Names at the top.
    var topLevel: Set<String> {
        Set(files.map { String($0.path.prefix { $0 != "/" }) })
    }

    func file(_ path: String) -> ProjectFile? { files.first { $0.path == path } }

    private static func paths(in root: URL, under prefix: String) -> [String] {
        let folder = root.appending(path: prefix)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { !ignored.contains($0) }.flatMap { name -> [String] in
            let path = prefix + name
            var isFolder: ObjCBool = false
            _ = unsafe FileManager.default.fileExists(
                atPath: root.appending(path: path).path, isDirectory: &isFolder)
            return isFolder.boolValue ? paths(in: root, under: path + "/") : [path]
        }
    }
}

struct ProjectFile: Sendable {
    /// From the top of the project, with slashes.
    let path: String
    let contents: Data
    /// A Swift file's text without comments and the insides of strings; empty for others.
    let code: String

    init(path: String, contents: Data) {
        self.path = path
        self.contents = contents
        let text = String(decoding: contents, as: UTF8.self)
        code = path.hasSuffix(".swift") ? SwiftText.code(of: text) : ""
    }

    var text: String { String(decoding: contents, as: UTF8.self) }

    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

    var name: String { String(path.split(separator: "/").last ?? "") }

    /// The target it belongs to: the second part of its path.
    var target: String {
        let parts = path.split(separator: "/")
        return parts.count > 2 ? String(parts[1]) : ""
    }

    /// The modules it imports, with the lines they stand on.
    var imports: [(module: String, line: Int)] {
        let pattern = /^(?:@\w+\s+)*(?:public |internal |package |private )?import (?:\w+ )?(\w+)/
        return lines.enumerated().compactMap { index, line in
            line.firstMatch(of: pattern).map { (module: String($0.1), line: index + 1) }
        }
    }
}
