-- Which sentences tell the patient about the cause, by condition (HANDOUT specification, P13).
--
-- Tables of wording keys. One to three causes may be named: the first is told in full, the others in
-- one or two sentences; each ticks its group in the table below. Order: the causes, what is told of
-- each, the patient's own, keys for the page.

local intake = require "lib.intake"
local sentences = require "lib.sentences"

local cause_text = {}

cause_text.groups = { "local", "elsewhere", "systemic" }

-- Every cause that can be entered (a referred or whole-body one by its kind).
--   group   the row that it ticks; none while the cause is not known. A tight tendon and a swollen
--           bursa stand in the source's list of causes from elsewhere, but are at the heel: patients
--           are not taught that they come from somewhere else (facts F125, F126).
--   tell    endings of its keys, in order: the first cause's; short: those of a cause named second or
--           third. "what" and "you" have a form for what is known: diagnosed or suspected.
--   named   true: the paragraph says that doctors call this referred pain
--   term    its key among the words explained; other_term: of a second word that its sentences use
local causes = {
  plantar_fasciitis = { group = "local", tell = { "what", "you", "name" }, short = { "what", "you" },
    plain = { what = true }, term = "plantar_fasciitis" },
  heel_spur_pain = { group = "local", tell = { "what", "alone" }, short = { "what", "alone" },
    term = "heel_spur" },
  fat_pad_atrophy = { group = "local", tell = { "what", "name" }, term = "thin_padding" },
  achilles_tendinopathy = { group = "local", tell = { "what", "name" },
    term = "achilles_tendinopathy" },
  calf_strain = { group = "elsewhere", tell = { "what" } },
  leg_length_difference = { group = "elsewhere", tell = { "what", "effect" }, term = "leg_length" },
  nonspecific_heel_pain = { tell = { "what" } },
  stress_fracture = { group = "local", tell = { "what", "name", "no_cushion" },
    short = { "what", "no_cushion" }, term = "stress_fracture" },
  nerve_entrapment = { group = "local", tell = { "what", "name" }, term = "nerve_entrapment" },
  bursitis = { group = "local", tell = { "what", "name" }, term = "bursitis",
    other_term = "achilles_tendon" },
  tarsal_joint_wear = { group = "local", tell = { "what" } },
  injury = { group = "local", tell = { "what" } },
  post_inflammatory = { group = "local", tell = { "what" } },
  not_yet_known = { tell = { "what" }, plain = { what = true } },
  limb_axis = { group = "elsewhere", tell = { "what" }, named = true, term = "referred" },
  circulation = { group = "elsewhere", tell = { "what" }, named = true, term = "referred" },
  foot_shape = { group = "elsewhere", tell = { "what" }, named = true, term = "referred" },
  spine_pelvis = { group = "elsewhere", tell = { "what" }, named = true, term = "referred" },
  compartment = { group = "elsewhere", tell = { "what" } },
  muscle_imbalance = { group = "elsewhere", tell = { "what" }, named = true, term = "referred" },
  achilles_contracture = { group = "local", tell = { "what" }, term = "contracture" },
  bursa = { group = "local", tell = { "what" }, term = "bursitis", other_term = "achilles_tendon" },
  diabetes = { group = "systemic", tell = { "what" }, illness = true, term = "diabetes" },
  ankylosing_spondylitis = { group = "systemic", tell = { "what", "name" }, illness = true,
    term = "ankylosing_spondylitis" },
  osteoporosis = { group = "systemic", tell = { "what" }, illness = true, term = "osteoporosis" },
  weight = { group = "systemic", tell = { "what" } }, -- a load, no illness
}

local by_status = { what = true, you = true }

-- Names of the patient's causes, the main one first.
local function names(patient)
  local list = {}
  for _, condition in ipairs(patient.condition) do
    if condition == "referred" then
      table.move(patient.referred_kind, 1, #patient.referred_kind, #list + 1, list)
    elseif condition == "systemic" then
      table.move(patient.systemic_kind, 1, #patient.systemic_kind, #list + 1, list)
    else
      list[#list + 1] = condition
    end
  end
  return list
end

-- "local", "elsewhere", "systemic", or nil while the cause is not known: the main cause's.
function cause_text.group(patient)
  return causes[names(patient)[1]].group
end

-- True when one of the patient's causes is of this group.
function cause_text.is_ticked(patient, group)
  for _, name in ipairs(names(patient)) do
    if causes[name].group == group then
      return true
    end
  end
  return false
end

-- Adds a cause's sentences. A text that two causes share (a bursa in both lists) is told once.
local function tell(keys, name, endings, patient)
  local cause = causes[name]
  for _, ending in ipairs(endings) do
    local key = "cause." .. name .. "." .. ending
    if by_status[ending] and not (cause.plain and cause.plain[ending]) then
      key = sentences.by_status(key, patient)
    end
    keys[#keys + 1] = key
  end
end

-- Keys of the paragraph about the cause, in order.
function cause_text.keys(patient)
  local keys, referred, illness = {}, false, false
  local all = names(patient)
  for i, name in ipairs(all) do
    local cause = causes[name]
    local same = name == "bursa" and intake.has(all, "bursitis") -- the same sac, entered twice
    if cause.illness and not illness then
      keys[#keys + 1] = sentences.by_status("cause.systemic.what", patient)
      illness = true
    end
    if not same then
      tell(keys, name, i == 1 and cause.tell or cause.short or { "what" }, patient)
    end
    referred = referred or cause.named
  end
  if referred and causes[all[1]].named then
    keys[#keys + 1] = "cause.referred.name"
  end
  return keys
end

-- Keys of the short cell of one group's row: the patient's own causes in a row that is ticked.
function cause_text.row_keys(patient, group)
  local keys = {}
  for _, name in ipairs(names(patient)) do
    local key = "cause." .. (name == "bursa" and "bursitis" or name) .. ".row"
    if causes[name].group == group and not intake.has(keys, key) then
      keys[#keys + 1] = key
    end
  end
  return #keys > 0 and keys or { "cause.row." .. group }
end

-- Terms for "Words used", from the causes. Tests and treatments are explained where they are named, but
-- for a treatment whose name does not stand there.
function cause_text.glossary_keys(patient)
  local keys = {}
  for _, name in ipairs(names(patient)) do
    for _, term in ipairs { causes[name].term or false, causes[name].other_term or false } do
      local key = term and "glossary." .. term
      if key and not intake.has(keys, key) then
        keys[#keys + 1] = key
      end
    end
  end
  if intake.has(patient.treatments_offered, "iontophoresis") then
    keys[#keys + 1] = "glossary.iontophoresis"
  end
  return keys
end

return cause_text
