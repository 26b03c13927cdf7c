-- Places to press: an address, one over two lines, mail and phone, marks and the list of sources.
local report = footnote.report {
  api = 1, name = "links", title = "Places to press", description = "A golden page.", lang = "en",
  fields = {},
}

function report.build()
  return document {
    title = report.title,
    heading { level = 1, report.title },
    para { "Read more at ", link("https://example.org/heel", "example.org/heel"), "." },
    para { "This address is the words themselves: ", link { url = "https://example.org/" }, "." },
    para { "A link may run on over a line end: ",
      link("https://example.org/long", "how the heel and the tendon behind it work together, ",
        bold "in words and pictures"), ", for those who want to know." },
    list { { link("tel:+441632960001", "01632 960 001") },
      { link { url = "mailto:clinic@example.org", "clinic@example.org" } } },
    section { title = "Sources can be pressed",
      para { restate "lift.raises", " ", restate "lift.tendon", " ", restate "cup.holds" } },
    page_break(),
    sources {},
    para { restate "cup.soft" },
  }
end

return report
