-- Letter paper: margins and width follow; running lines on every page.
local report = footnote.report {
  api = 1, name = "letter", title = "On Letter paper", description = "A golden page.", lang = "en",
  fields = {},
}

function report.build()
  return document {
    title = report.title,
    short_title = "Letter",
    paper = "letter",
    header_left_first = "First",
    header_left = "Letter",
    header_right = "Page {page} of {pages}",
    footer_left = "Foot",
    heading { level = 1, report.title },
    para { "A paragraph that is long enough to be broken, so that the place where its lines "
      .. "break shows how long a line is. ", bold "Bold words", " and ", lang("fr", "des mots"),
      ", then a full stop." },
    page_break(),
    para "The second page.",
    writing_lines { count = 2, height = 30 },
  }
end

return report
