-- The drawing of an insert handout: the heel in its shoe with the insert that this patient has.
--
-- Labels and captions come from the wording file; the words for those who can't see the picture are
-- built from the actual values (side, height).

local figures = require "lib.figures"
local insert_text = require "lib.insert_text"
local plan = require "lib.plan"
local sentences = require "lib.sentences"

local insert_figure = {}

local WIDTH_PT = 197
local LABEL_BELOW_PT = 12 -- a label of two lines reaches below the drawing

local drawing_of = {
  lift = require "lib.drawings.heel_lift",
  cup = require "lib.drawings.heel_cup",
  pad = require "lib.drawings.heel_pad",
  insole = require "lib.drawings.heel",
}

local function label_texts(family)
  return {
    bone = words("drawing.heel_bone"):gsub(" ", "\n"),
    fatpad = words("drawing.soft_pad"):gsub(" ", "\n"),
    tendon = words("drawing.tendon"),
    fascia = words("drawing.band"),
    insert = words("drawing." .. family),
    object = "", -- the second picture of the insert needs no second name
  }
end

local function caption_key(family, condition)
  if family == "lift" then
    local of_condition = { calf_strain = "caption.lift.calf",
      leg_length_difference = "caption.leg_length" }
    return of_condition[condition] or "caption.lift.achilles"
  end
  return family == "cup" and "caption.cup" or family == "pad" and "caption.pad" or nil
end

-- A figure node with the heel, the insert and a caption that says what it does.
function insert_figure.heel(patient)
  local family, side = insert_text.family[patient.insert_type], patient.insert_side
  local drawing = drawing_of[family]
  local alt, slots = "drawing.alt." .. family, {}
  if side == "both" then
    alt = alt .. ".both"
  else
    slots.side = sentences.side(side)
  end
  if family == "lift" then
    slots.height = plan.number(patient.lift_height_mm)
  end
  local caption = {}
  local key = caption_key(family, insert_text.condition(patient))
  if key then
    caption = { restate(key), " " }
  end
  caption[#caption + 1] = words("drawing.not_to_scale")
  return figure {
    width = WIDTH_PT,
    height = figures.height(drawing, WIDTH_PT) + LABEL_BELOW_PT,
    alt = words(alt, slots),
    caption = caption,
    draw = function(canvas)
      figures.draw(canvas, drawing, {
        width_pt = WIDTH_PT,
        lift_mm = patient.lift_height_mm,
        mirror = side == "right",
        texts = label_texts(family),
        plain = true,
      })
    end,
  }
end

return insert_figure
