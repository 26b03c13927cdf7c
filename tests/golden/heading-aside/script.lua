-- Headings of three levels; a note on the heading's line, and one too long for it.
local report = footnote.report {
  api = 1, name = "heading-aside", title = "Headings with notes", description = "A golden page.", lang = "en",
  fields = {},
}

function report.build()
  return document {
    title = report.title,
    short_title = "Headings",
    header_left_first = "First page",
    header_left = "Later pages",
    header_right = "Page {page} of {pages}",
    footer_left = "Foot left",
    footer_right = "Foot right",
    heading { level = 1, report.title },
    section { title = "A short heading", aside = "a note on its line", para "Words below it." },
    section {
      title = "A heading that takes most of the line by itself",
      aside = "a note that can't stand beside it",
      para "Words below it.",
      section { title = "One level down", level = 3, aside = "a note here, too", para "Words." },
    },
    heading { level = 2, "A heading ", lang("es", "en otro idioma"), aside = "noted" },
    para "The end.",
  }
end

return report
