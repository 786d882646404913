internal import Glibc

extension Metrics {
    /// Metrics with what Prometheus' clients tell of every process
    /// (https://prometheus.io/docs/instrumenting/writing_clientlibs/#process-metrics), and
    /// `peil_build_info`.
    public static func ofProcess(version: String) -> Metrics {
        let metrics = Metrics()
        metrics.gauges("peil_build_info", "1, with the program's version.", labels: "version")[
            version
        ].set(1)
        metrics.counter(
            "process_cpu_seconds_total", "Processor time used, user and system, in seconds.",
            ProcessFigures.cpuSeconds)
        metrics.gauge(
            "process_resident_memory_bytes", "Resident memory in bytes.",
            ProcessFigures.residentBytes)
        metrics.gauge(
            "process_open_fds", "Open file descriptors.", ProcessFigures.openFiles)
        metrics.gauge(
            "process_max_fds", "The most file descriptors that may be open.",
            ProcessFigures.openFilesLimit)
        let startSeconds = ProcessFigures.startSeconds()
        metrics.gauge(
            "process_start_time_seconds", "When the process started, in seconds since 1970."
        ) { startSeconds }
        return metrics
    }
}

/// What Linux says of this process; NaN where it says nothing.
private enum ProcessFigures {
    static func cpuSeconds() -> Double {
        var usage = rusage()
        guard unsafe getrusage(RUSAGE_SELF.rawValue, &usage) == 0 else { return .nan }
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }

    static func residentBytes() -> Double {
        field(1, of: "/proc/self/statm") * Double(sysconf(Int32(_SC_PAGESIZE)))
    }

    static func openFiles() -> Double {
        guard let folder = unsafe opendir("/proc/self/fd") else { return .nan }
        defer { unsafe closedir(folder) }
        // Less `.`, `..` and the folder itself.
        var count = -3.0
        while unsafe readdir(folder) != nil { count += 1 }
        return count
    }

    static func openFilesLimit() -> Double {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            return .nan
        }
        return Double(limit.rlim_cur)
    }

    /// From the ticks between the machine's start and the process's (proc(5), `stat`).
    static func startSeconds() -> Double {
        let ticks = field(19, of: "/proc/self/stat", after: ")")
        let age = clock(CLOCK_BOOTTIME) - ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
        return (clock(CLOCK_REALTIME) - age).rounded()
    }

    private static func clock(_ id: clockid_t) -> Double {
        var time = timespec()
        unsafe clock_gettime(id, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func seconds(_ time: timeval) -> Double {
        Double(time.tv_sec) + Double(time.tv_usec) / 1e6
    }

    /// A number among those that a file has, separated by spaces, after the last `mark`.
    private static func field(_ index: Int, of path: String, after mark: Character? = nil) -> Double
    {
        guard let file = unsafe fopen(path, "r") else { return .nan }
        defer { unsafe fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = unsafe fread(&bytes, 1, bytes.count, file)
        var text = Substring(decoding: bytes.prefix(count), as: UTF8.self)
        if let mark, let place = text.lastIndex(of: mark) {
            text = text[text.index(after: place)...]
        }
        let fields = text.split { $0 == " " || $0 == "\n" }
        return fields.indices.contains(index) ? Double(fields[index]) ?? .nan : .nan
    }
}
