-- Which sentences tell the patient about the cause, by condition (HANDOUT specification, P13).
--
-- Tables of wording keys. Only the matching cause is described; the two other groups get one line
-- each in the table below it.

local intake = require "lib.intake"
local sentences = require "lib.sentences"

local cause_text = {}

cause_text.groups = { "local", "elsewhere", "systemic" }

-- The condition whose sentences are printed: a referred or whole-body one by its kind.
local function subject(patient)
  local condition = patient.condition[1]
  if condition == "referred" then
    return patient.referred_kind[1]
  elseif condition == "systemic" then
    return patient.systemic_kind[1]
  end
  return condition
end

-- "local", "elsewhere", "systemic", or nil while the cause is not known.
function cause_text.group(patient)
  local condition = patient.condition[1]
  if condition == "not_yet_known" then
    return nil
  end
  return condition == "referred" and "elsewhere" or condition == "systemic" and "systemic" or "local"
end

-- Adds the key itself, or its form for what is known, if the wording has it.
local function add(keys, key, patient)
  for _, candidate in ipairs { key, sentences.by_status(key, patient) } do
    if has(candidate) then
      keys[#keys + 1] = candidate
      return
    end
  end
end

-- Keys of the paragraph about the cause, in order.
function cause_text.keys(patient)
  local keys = {}
  local condition, name = patient.condition[1], subject(patient)
  if condition == "referred" and not has(sentences.by_status("cause." .. name .. ".what", patient)) then
    add(keys, "cause.referred.what", patient)
  elseif condition == "systemic" then
    add(keys, "cause.systemic.what", patient)
  end
  for _, part in ipairs { "what", "you", "name", "alone", "effect", "no_run", "no_cushion" } do
    add(keys, "cause." .. name .. "." .. part, patient)
  end
  if condition == "referred" then
    add(keys, "cause.referred.name", patient)
  end
  return keys
end

-- Key of the short cell of one group's row: the patient's own cause in the row that is ticked.
function cause_text.row_key(patient, group)
  if group == cause_text.group(patient) then
    local own = "cause." .. subject(patient) .. ".row"
    if has(own) then
      return own
    end
  end
  return "cause.row." .. group
end

-- Terms for "Words used", from the condition. (Tests and treatments are explained where they are
-- named.)
function cause_text.glossary_keys(patient)
  local keys = {}
  local function term(key)
    if has(key) and not intake.has(keys, key) then
      keys[#keys + 1] = key
    end
  end
  local by_condition = {
    plantar_fasciitis = "plantar_fasciitis", heel_spur_pain = "heel_spur",
    fat_pad_atrophy = "thin_padding", achilles_tendinopathy = "achilles_tendinopathy",
    leg_length_difference = "leg_length", stress_fracture = "stress_fracture",
    nerve_entrapment = "nerve_entrapment", bursitis = "bursitis", referred = "referred",
    systemic = "systemic",
  }
  for _, condition in ipairs(patient.condition) do
    term("glossary." .. (by_condition[condition] or condition))
  end
  return keys
end

return cause_text
