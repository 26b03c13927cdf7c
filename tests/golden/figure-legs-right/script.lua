-- The lift under the right, shorter leg: seen from behind, the left leg on the left.
local leg_figure = require "lib.leg_figure"

local report = footnote.report {
  api = 1, name = "figure-legs-right", title = "Shorter right leg",
  description = "A golden page.", lang = "en", fields = {},
}

local texts = { left = "Left", right = "Right", shorter = "shorter leg", lift = "heel lift",
  hips = "hips level" }

local function drawn(options)
  options.texts = texts
  return figure { width = options.width, height = options.height, alt = options.alt,
    draw = function(canvas) leg_figure.draw(canvas, options) end }
end

function report.build()
  return document {
    title = report.title,
    heading { level = 1, report.title },
    drawn { shorter = "right", lift_mm = 6, width = 197, height = 209,
      alt = "The right leg is shorter." },
    drawn { shorter = "right", lift_mm = 9, width = 493, height = 220, label_pt = 18,
      alt = "The right leg is shorter, large." },
  }
end

return report
