internal import Crypto
internal import HTTP

/// What all pages have around their content.
enum Layout {
    static func page(
        _ title: String, path: String, _ words: Words, _ content: HTML
    ) -> Response {
        let (language, other) = (words.language, words.language.other)
        let page: HTML = """
            <!doctype html>
            <html lang="\(language.rawValue)">
            <head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(title)</title>
            <link rel="alternate" hreflang="\(other.rawValue)" \
            href="\(path)?lang=\(other.rawValue)">
            <style>\(HTML.style(PageStyle.page))</style></head>
            <body><a class="skip" href="#content">\(words.say(
                "To the content", "Naar de inhoud"))</a>
            <header class="top"><a class="home" href="/?lang=\(language.rawValue)">\(mark)\
            <span>Peil</span></a>
            <p>\(words.say(
                "Published figures against policy targets",
                "Gepubliceerde cijfers tegenover beleidsdoelen"))</p>
            <a class="language" lang="\(other.rawValue)" hreflang="\(other.rawValue)" \
            href="\(path)?lang=\(other.rawValue)">\(other.name)</a></header>
            <main id="content">\(content)</main>
            <footer class="bottom"><p>\(words.say(
                "Categories follow the published method of each target. Every figure has a source.",
                "Oordelen volgen de gepubliceerde methode van elk doel. Elk cijfer heeft een bron."
            ))</p><p><a href="/v1/progress">JSON</a> · <a href="/openapi.json">API</a></p></footer>
            <script>\(HTML.style(PageStyle.refresh))</script>
            </body></html>
            """
        var response = Response.text(page.text, type: "text/html; charset=utf-8")
        response.headers += securityHeaders + [("content-language", language.rawValue)]
        return response
    }

    /// A gauge: a level on a scale.
    private static let mark: HTML = """
        <svg viewBox="0 0 24 24" width="26" height="26" aria-hidden="true" focusable="false">\
        <path class="scale" d="M7 2v20M7 3h5M7 9h8M7 15h5M7 21h8"/>\
        <path class="level" d="M2 12h20"/></svg>
        """

    /// Only what this page itself brings is run, shown and asked for.
    private static let securityHeaders: [(name: String, value: String)] = [
        (
            "content-security-policy",
            "default-src 'none'; style-src '\(hash(PageStyle.page))'; "
                + "script-src '\(hash(PageStyle.refresh))'; img-src 'self'; connect-src 'self'; "
                + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        ),
        ("x-content-type-options", "nosniff"), ("referrer-policy", "same-origin"),
        ("x-frame-options", "DENY"), ("permissions-policy", "interest-cohort=()"),
    ]

    private static func hash(_ text: String) -> String {
        "sha256-" + Base64.standard.encode(Digest(sha256: Array(text.utf8).span).bytes.span)
    }
}

extension HTML {
    /// A style or script of the program's own, which stands as it is.
    static func style(_ text: String) -> HTML { HTML(stringLiteral: text) }
}
