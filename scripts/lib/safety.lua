-- The boxes that must be on page 1: when to get help now, when to stop and call.
--
-- Texts are the clinic's red-flag block, whole, as approved; cautions are added for what else the
-- patient has (K rules of the HANDOUT specification). Nothing here may be dropped for want of space,
-- and nothing is said twice: the clinic's profile says which sign says what else (says_also, same_as).

local cautions = require "lib.rules.cautions"
local intake = require "lib.intake"

local safety = {}

-- Wording keys of the cautions for what else this patient has, in the clinic's order.
function safety.caution_keys(patient, clinic)
  return cautions.keys(patient, clinic, "illness")
end

-- The cautions that sentences of a handout say already, as the clinic's profile has it: a set of keys.
function safety.said_by(clinic, printed)
  local said = {}
  for _, key in ipairs(printed) do
    for _, other in ipairs(clinic.cautions.says_also[key] or {}) do
      said[other] = true
    end
  end
  return said
end

-- Adds the cautions, but for those that a sign in the same box says already, and those that the other
-- handout has among its steps.
local function caution_items(patient, clinic, items, said, without_to_do)
  for _, key in ipairs(safety.caution_keys(patient, clinic)) do
    local is_step = without_to_do and intake.has(clinic.cautions.to_do, key)
    if not (said and said[key]) and not is_step then
      items[#items + 1] = { restate(key) }
    end
  end
  return items
end

-- At the foot of page 1; in large print, where it comes second, wherever that is.
local function pin_of(patient)
  return patient.large_print and "none" or "bottom"
end

-- Values that stand inside a sign's sentence.
local slots = {
  not_better = function(clinic) return { weeks = tostring(clinic.red_flags.not_better_weeks) } end,
  ["stop.pain_score"] = function(clinic)
    return { stop_from = tostring(clinic.pain_rule.stop.low) }
  end,
}

-- Items of one group of signs, and the sentences that they say already. shown: keys of sentences that
-- stand elsewhere on this handout; a sign that is the same as one of them is not repeated.
local function flag_items(clinic, group, patient, shown)
  local items, said = { kind = "bullet" }, {}
  for _, flag in ipairs(clinic.red_flags[group]) do
    local repeats = flag.same_as and shown and shown[flag.same_as]
    if not repeats and (not flag.only_with or intake.has(patient.comorbidities, flag.only_with)) then
      items[#items + 1] = { restate("red_flag." .. flag.id, slots[flag.id] and slots[flag.id](clinic)) }
      for _, key in ipairs(flag.says_also or {}) do
        said[key] = true
      end
    end
  end
  return items, said
end

-- More signs than this make a box so high that it would not stand on page 1 in half its width.
local MOST_SIDE_BY_SIDE = 7

-- The signs of a box; in large print one behind the other, so that both boxes stand on page 1.
local function signs(items, is_large)
  if not is_large then
    return list(items)
  end
  local parts = {}
  for i, item in ipairs(items) do
    parts[2 * i - 1], parts[2 * i] = item[1], i < #items and " " or nil
  end
  return para(parts)
end

-- The signs and whom to call; in large print one behind the other as well.
local function call_signs(items, call, is_large)
  if is_large then
    items[#items + 1] = { call }
    return signs(items, true)
  end
  return group { signs(items, false), para { call } }
end

-- The two boxes of the heel pain handout: get help now, call us the same day. Side by side; with many
-- cautions one below the other, as wide as the page.
function safety.help_boxes(patient, clinic)
  local now, urgent = flag_items(clinic, "get_help_now", patient)
  local same_day, said = flag_items(clinic, "call_same_day", patient)
  for key in pairs(urgent) do
    said[key] = true -- what needs help now is not a call of the same day
  end
  caution_items(patient, clinic, same_day, said, true)
  local side_by_side = #now <= MOST_SIDE_BY_SIDE and #same_day <= MOST_SIDE_BY_SIDE
  now.columns, same_day.columns = side_by_side and 1 or 2, side_by_side and 1 or 2
  local help_now = box {
    kind = "safety",
    icon = "stop",
    title = words("heading.help_now", { emergency = clinic.emergency }),
    signs(now, patient.large_print),
  }
  local call_us = box {
    kind = "safety",
    icon = "clock",
    title = words("heading.same_day"),
    call_signs(same_day, restate("call.line", { phone = clinic.phone }), patient.large_print),
  }
  if side_by_side then
    return band { split = { 6, 6 }, pin = pin_of(patient), { help_now }, { call_us } }
  end
  return group { pin = pin_of(patient), help_now, call_us }
end

-- The signs of a sore or a strain from the insert itself, in the order printed.
local stop_signs = { "stop.new_ache", "stop.skin", "stop.pain_score", "stop.cannot_walk" }

-- Sentences of the stop box that a sign of the clinic may repeat.
local stop_shown = { ["stop.new_ache"] = true, ["stop.skin"] = true }

-- Signs of the insert and of the clinic; then, for a list of their own, the cautions that are reasons
-- to call: what is to be done each day stands elsewhere.
local function stop_items(patient, clinic)
  local of_clinic, said = flag_items(clinic, "call_same_day", patient)
  local _, urgent = flag_items(clinic, "get_help_now", patient)
  for key in pairs(urgent) do
    said[key] = true -- what needs help now is not a call of the same day
  end
  local items = { kind = "bullet" }
  for _, key in ipairs(stop_signs) do
    if not said[key] then
      items[#items + 1] = { restate(key, slots[key] and slots[key](clinic)) }
    end
  end
  table.move(of_clinic, 1, #of_clinic, #items + 1, items)
  return items, caution_items(patient, clinic, {}, said, true)
end

-- What stands in the stop box below its title. In large print one paragraph, or page 1 would not hold it.
local function stop_lines(patient, clinic, same_day, illness)
  local take_out = restate("stop.take_out", { phone = clinic.phone })
  if not patient.large_print and #illness == 1 then -- in front of it, a word has to do
    return { list(same_day), para { bold(words("heading.also")), " ", illness[1][1] }, para { take_out } }
  elseif not patient.large_print then
    return { list(same_day), #illness > 0 and para { bold(words("heading.illness_signs")) } or false,
      #illness > 0 and list(illness) or false, para { take_out } }
  end
  local parts = {}
  local function add(node)
    table.move({ #parts > 0 and " " or "", node }, 1, 2, #parts + 1, parts)
  end
  for _, item in ipairs(same_day) do
    add(item[1])
  end
  for _, item in ipairs(illness) do
    add(item[1])
  end
  add(take_out)
  return { para(parts) }
end

-- The two boxes of the insert handout: get help now; stop, take the insert out and call us.
function safety.stop_boxes(patient, clinic)
  local now = flag_items(clinic, "get_help_now", patient)
  local same_day, illness = stop_items(patient, clinic)
  local help_now = box {
    kind = "safety",
    icon = "stop",
    title = words("heading.help_now", { emergency = clinic.emergency }),
    signs(now, patient.large_print),
  }
  local stop = box {
    kind = "safety",
    icon = "clock",
    title = words("heading.stop"),
    table.unpack(stop_lines(patient, clinic, same_day, illness)),
  }
  return band { split = { 6, 6 }, pin = pin_of(patient), { help_now }, { stop } }
end

-- The signs for calling before the next visit, for the back of both handouts; on the insert handout
-- without those that its stop box has.
function safety.soon_items(patient, clinic, with_stop_box)
  return (flag_items(clinic, "call_soon", patient, with_stop_box and stop_shown))
end

return safety
