/// How pages and charts look, and the one script.
enum PageStyle {
    static let page = colours + base + board + chart

    /// Of a chart by itself, which no page's style reaches.
    static let loneChart = colours + "svg{font-family:system-ui,sans-serif}" + chart

    private static let colours = """
        :root{--ink:#1b2733;--soft:#55636f;--paper:#fff;--ground:#f4f5f2;--line:#d9dedb;\
        --accent:#154273;--course:#154273;--goal:#8a5a00;--reached:#12633a;--good:#1f6f4a;\
        --fair:#8a5a00;--poor:#a8380f;--missed:#8f1d2c;--unknown:#55636f}
        @media (prefers-color-scheme:dark){:root{--ink:#e8ecef;--soft:#a9b4bd;--paper:#1c242c;\
        --ground:#12181e;--line:#35414b;--accent:#9cc4f0;--course:#9cc4f0;--goal:#e6b861;\
        --reached:#7fd6a4;--good:#8cd0ab;--fair:#e6b861;--poor:#f3a07f;--missed:#f2919d;\
        --unknown:#a9b4bd}}

        """

    private static let base = """
        *{box-sizing:border-box}html{font-size:106.25%}
        body{margin:0;background:var(--ground);color:var(--ink);\
        font-family:"Source Sans 3","Segoe UI",system-ui,sans-serif;line-height:1.5}
        a{color:var(--accent)}a:focus-visible{outline:3px solid var(--goal);outline-offset:2px}
        h1,h2,h3{line-height:1.22;text-wrap:balance;margin:0}
        h1{font-size:1.9rem;font-weight:650;letter-spacing:-.01em}
        h2{font-size:1.25rem;font-weight:650}h3{font-size:1.12rem;font-weight:650}
        p{margin:0}.skip{position:absolute;left:-999px}.skip:focus{left:1rem;top:.5rem}
        .top{display:flex;flex-wrap:wrap;align-items:center;gap:.4rem 1.2rem;\
        padding:.8rem max(1.1rem,calc(50vw - 34.9rem));background:var(--paper);\
        border-bottom:1px solid var(--line)}
        .top p{color:var(--soft);font-size:.92rem;flex:1 1 14rem}
        .home{display:flex;align-items:center;gap:.5rem;font-weight:700;font-size:1.2rem;\
        color:inherit;text-decoration:none}
        .home svg{fill:none;stroke:var(--ink);stroke-width:1.8}.home .level{stroke:var(--accent);\
        stroke-width:3}
        main{max-width:72rem;margin:0 auto;padding:2.2rem 1.1rem 3rem}
        .lead{color:var(--soft);max-width:44rem;margin-top:.6rem}
        .bottom{border-top:1px solid var(--line);color:var(--soft);font-size:.88rem;\
        padding:1.2rem max(1.1rem,calc(50vw - 34.9rem)) 2rem;display:flex;flex-wrap:wrap;\
        gap:.4rem 2rem;justify-content:space-between}
        section{margin-top:2.8rem}section>h2{margin-bottom:.9rem}

        """

    private static let board = """
        .counts{display:flex;flex-wrap:wrap;gap:.4rem 1.6rem;list-style:none;margin:1.3rem 0 0;\
        padding:0}.counts b{font-weight:650;margin-right:.3rem}
        .cards{display:grid;gap:1.2rem;margin-top:1.6rem;\
        grid-template-columns:repeat(auto-fit,minmax(min(100%,29rem),1fr))}
        .cards.lone{grid-template-columns:minmax(0,46rem)}
        .card{background:var(--paper);border:1px solid var(--line);border-radius:6px;\
        padding:1.3rem 1.4rem 1.1rem;display:flex;flex-direction:column;gap:.7rem;min-width:0}
        .card h2 a,.card h3 a{color:inherit;text-decoration-color:var(--line);\
        text-underline-offset:.18em;text-decoration-thickness:1px}
        .about,.source,.note,.of,.change,.goal-text,.news time{color:var(--soft)}
        .about{font-size:.92rem;margin-top:.25rem}.source{font-size:.84rem;margin-top:auto}
        .verdict{display:inline-flex;align-items:center;gap:.45rem;font-weight:650;\
        color:var(--tone)}.shape{fill:var(--tone);flex:none}
        .shape .cut{fill:none;stroke:var(--paper);stroke-width:2}
        .shape .ring{fill:none;stroke:var(--tone);stroke-width:2}
        .reached{--tone:var(--reached)}.good{--tone:var(--good)}.fair{--tone:var(--fair)}\
        .poor{--tone:var(--poor)}.missed{--tone:var(--missed)}.unknown{--tone:var(--unknown)}
        .latest strong{font-size:2.1rem;font-weight:650;letter-spacing:-.02em;line-height:1.1;\
        font-variant-numeric:tabular-nums}
        .latest .change,.goal-text{display:block;font-size:.95rem}
        .latest.none{font-size:1.25rem;font-weight:600}.latest.none .goal-text{font-weight:400}
        .figure{margin:0 -.4rem}.meaning{max-width:38rem}
        .explanation summary,.explain{font-size:.92rem;cursor:pointer}.explain{cursor:auto}
        .explanation ul{padding-left:1.2rem;margin:.6rem 0}.explanation .table{border:0;margin:0}
        .explanation td{overflow-wrap:anywhere}
        .news{list-style:none;margin:0;padding:0;background:var(--paper);\
        border:1px solid var(--line);border-radius:6px}
        .news li{padding:.65rem 1.2rem}.news li+li{border-top:1px solid var(--line)}
        .news time{display:inline-block;min-width:9.5rem;font-variant-numeric:tabular-nums}
        .table{overflow-x:auto;background:var(--paper);border:1px solid var(--line);\
        border-radius:6px;margin-bottom:1.2rem}
        table{border-collapse:collapse;width:100%;font-size:.94rem}
        caption{text-align:left;font-weight:650;padding:.8rem 1rem;overflow-wrap:anywhere}
        th,td{text-align:left;vertical-align:top;padding:.5rem 1rem;\
        border-top:1px solid var(--line)}th{font-weight:600}
        .number{text-align:right;font-variant-numeric:tabular-nums}
        code{overflow-wrap:anywhere;font-size:.9em}.more{margin-top:1.4rem}

        """

    private static let chart = """
        .chart{display:block;width:100%;height:auto;font-size:13px;overflow:visible}
        .chart text{fill:var(--soft);paint-order:stroke;\
        stroke:var(--paper);stroke-width:4}.chart .value{fill:var(--ink);font-weight:650;\
        font-size:15px}.chart .grid{stroke:var(--line);stroke-width:1}
        .chart .course{stroke:var(--course);stroke-width:2.5;stroke-linecap:round}
        .chart .projected{stroke-dasharray:2 6;stroke-width:2}
        .chart .dot{fill:var(--course);stroke:var(--course);stroke-width:2}
        .chart .open{fill:var(--paper)}.chart .end{fill:none;stroke:var(--course);\
        stroke-width:1.5}.chart .baseline{fill:none;stroke:var(--soft);stroke-width:1.2}
        .chart .goal{stroke:var(--goal);stroke-width:1.6;stroke-dasharray:7 4}
        .chart .diamond{fill:var(--goal)}.chart .goal-label{fill:var(--goal);font-weight:600}
        .chart .deadline{stroke:var(--line);stroke-width:1.2;stroke-dasharray:2 3}
        .chart .break{stroke:var(--poor);stroke-width:1.2;stroke-dasharray:4 3}
        @media (max-width:34rem){.chart{font-size:19px}.chart .value{font-size:22px}}

        """

    /// Shows the page anew when something happened; without scripts it is as it was sent.
    static let refresh = """
        (()=>{let wait;const source=new EventSource("/v1/events");\
        const show=async()=>{const answer=await fetch(location.href);if(!answer.ok)return;\
        const page=new DOMParser().parseFromString(await answer.text(),"text/html");\
        document.querySelector("main").replaceWith(page.querySelector("main"))};\
        const later=()=>{clearTimeout(wait);wait=setTimeout(show,500)};\
        ["series.updated","target.assessed","target.met","target.confirmed","target.unmet",\
        "target.missed","target.overdue","target.pace"]\
        .forEach(name=>source.addEventListener("peil."+name+".v1",later))})()
        """
}
