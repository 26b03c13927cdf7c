-- What the diary of the insert handout asks for, by what else the patient has (rule S12: where feet may
-- not feel a sore, skin is watched, not pain alone).

local intake = require "lib.intake"

local diary_heads = {}

-- Illnesses that make a foot slow to feel or to heal.
local skin_illnesses = { "diabetes", "neuropathy", "circulation" }

function diary_heads.watches_skin(patient)
  for _, illness in ipairs(skin_illnesses) do
    if intake.has(patient.comorbidities, illness) then
      return true
    end
  end
  return false
end

-- Wording keys of the columns to write in, and of the line that says how to use them.
function diary_heads.of(patient)
  local is_skin = diary_heads.watches_skin(patient)
  return { "diary.time_worn", "diary.pain_today", "diary.pain_next_day",
    is_skin and "diary.feet_ok" or "diary.ok" }, is_skin and "diary.note.skin" or "diary.note.insert"
end

return diary_heads
