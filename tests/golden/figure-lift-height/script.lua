-- The height of a lift, for both sides, with a short foot.
local lift_figure = require "lib.lift_figure"

local report = footnote.report {
  api = 1, name = "figure-lift-height", title = "Height of a lift",
  description = "A golden page.", lang = "en", fields = {},
}

local texts = { tendon = "Achilles tendon", bone = "heel bone", fatpad = "soft pad",
  fascia = "band under foot", insert = "heel lift", height = "6 mm" }

local function drawn(options)
  options.texts = texts
  return figure { width = options.width, height = options.height, alt = options.alt,
    draw = function(canvas) lift_figure.draw(canvas, options) end }
end

function report.build()
  return document {
    title = report.title,
    heading { level = 1, report.title },
    drawn { side = "left", lift_mm = 6, width = 197, height = 180,
      alt = "Left heel on a lift of 6 mm." },
    drawn { side = "right", lift_mm = 6, foot_length_mm = 220, width = 239, height = 200,
      alt = "Right heel on a lift of 6 mm." },
    drawn { side = "left", lift_mm = 6, width = 493, height = 220, label_pt = 18,
      alt = "Left heel on a lift of 6 mm, large." },
  }
end

return report
