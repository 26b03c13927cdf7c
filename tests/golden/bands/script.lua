-- Bands of two and three columns, boxes of one height beside each other, a figure beside words.
local report = footnote.report {
  api = 1, name = "bands", title = "Columns side by side", description = "A golden page.", lang = "en",
  fields = {},
}

local words = "Words that fill the column and wrap a few times. "

function report.build()
  return document {
    title = report.title,
    heading { level = 1, report.title },
    band { split = { 7, 5 },
      { section { title = "Seven", para(words:rep(4)) } },
      { section { title = "Five", para(words) } } },
    band { split = { 4, 4, 4 },
      { section { title = "One", para "Short." } },
      { section { title = "A longer heading here", para(words:rep(2)) } },
      { section { title = "Three", writing_lines { count = 3, height = 25.5 } } } },
    band { split = { 6, 6 },
      { box { kind = "safety", para(words:rep(3)) } },
      { box { kind = "safety", para "Less." } } },
    band { split = { 8, 4 },
      { para(words:rep(5)) },
      { figure { width = 120, height = 60, alt = "A box with a line.", caption = "A caption.",
        draw = function(canvas)
          canvas:rect(1, 1, 118, 58):paint { stroke = 1 }
          canvas:move(1, 1):line(119, 59):paint { stroke = 0.5, dash = 3 }
        end } } },
    para "Below the bands.",
  }
end

return report
