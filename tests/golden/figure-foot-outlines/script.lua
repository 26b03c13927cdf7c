-- Outlines to mark: left, right and both feet.
local foot_figure = require "lib.foot_figure"

local report = footnote.report {
  api = 1, name = "figure-foot-outlines", title = "Outlines of feet",
  description = "A golden page.", lang = "en", fields = {},
}

local function texts(title)
  return { title = title, sole = "sole (footprint)", inner = "inner side", outer = "outer side",
    left = "Left", right = "Right" }
end

local function drawn(draw, options)
  return figure { width = options.width, height = options.height, alt = options.texts.title,
    draw = function(canvas) draw(canvas, options) end }
end

function report.build()
  return document {
    title = report.title,
    heading { level = 1, report.title },
    band { split = { 6, 6 },
      { drawn(foot_figure.draw_one, { side = "left", width = 197, height = 180,
        texts = texts "Left foot" }) },
      { drawn(foot_figure.draw_one, { side = "right", width = 197, height = 180,
        texts = texts "Right foot" }) } },
    drawn(foot_figure.draw_both, { width = 197, height = 180, texts = texts "Both feet" }),
    drawn(foot_figure.draw_one, { side = "right", width = 493, height = 180, label_pt = 18,
      texts = texts "Right foot" }),
  }
end

return report
