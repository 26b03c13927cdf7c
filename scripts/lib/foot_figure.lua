-- The outline of sole and sides on which the clinician or the patient marks where it hurts.

local figures = require "lib.figures"
local sentences = require "lib.sentences"

local foot_figure = {}

local WIDTH_PT = 197

local drawing_of = {
  left = require "lib.drawings.outline_left",
  right = require "lib.drawings.outline_right",
  both = require "lib.drawings.outline_both",
}

-- A figure node for the side that hurts; both sides are drawn as two footprints.
function foot_figure.outline(patient)
  local drawing = drawing_of[patient.side]
  return figure {
    width = WIDTH_PT,
    height = figures.height(drawing, WIDTH_PT),
    alt = patient.side == "both" and words "drawing.alt.both_feet"
      or words("drawing.alt.feet", { side = sentences.side(patient.side) }),
    caption = words("drawing.mark_x"),
    draw = function(canvas)
      figures.draw(canvas, drawing, { width_pt = WIDTH_PT })
    end,
  }
end

return foot_figure
