"""Campaigns: started, changed, closed, and the announcements that serve them."""

from flask import g, url_for

from broadcaster import goals
from broadcaster.goals import Standing
from content import campaign_queries, campaigns
from content.models import Campaign
from web.api.door import answers, asker, blueprint
from web.api.schemas_queue import CampaignsTold, CampaignTerms, CampaignTold
from web.context import house, session

TAG = "Đợt tuyên truyền"


@blueprint.get("/campaigns")
@answers(TAG, CampaignsTold)
def list_campaigns() -> CampaignsTold:
    """List campaigns, the newest first, each with its progress until now."""
    found = campaign_queries.campaigns(session())
    stands = goals.standings(session(), found, now=g.now, timezone=house().settings.timezone)
    return CampaignsTold(items=[_told(each, stands[each.id]) for each in found])


@blueprint.post("/campaigns")
@answers(TAG, CampaignTold, status=201)
def start_campaign(json: CampaignTerms) -> tuple[CampaignTold, int, dict[str, str]]:
    """Start a campaign."""
    campaign = campaigns.start(session(), json.asked(), by=asker(), now=g.now)
    return _with_forecast(campaign), 201, {"Location": url_for("api.get_campaign", campaign_id=campaign.id)}


@blueprint.get("/campaigns/<int:campaign_id>")
@answers(TAG, CampaignTold)
def get_campaign(campaign_id: int) -> CampaignTold:
    """Show a campaign, what was heard of it, and what will be by its end."""
    return _with_forecast(campaigns.get(session(), campaign_id))


@blueprint.put("/campaigns/<int:campaign_id>")
@answers(TAG, CampaignTold)
def change_campaign(campaign_id: int, json: CampaignTerms) -> CampaignTold:
    """Change a campaign's terms."""
    return _with_forecast(campaigns.change(session(), campaign_id, json.asked(), by=asker(), now=g.now))


@blueprint.post("/campaigns/<int:campaign_id>/close")
@answers(TAG, CampaignTold)
def close_campaign(campaign_id: int) -> CampaignTold:
    """Close a campaign: nothing more is drawn for it."""
    return _with_forecast(campaigns.close(session(), campaign_id, by=asker(), now=g.now))


@blueprint.put("/campaigns/<int:campaign_id>/announcements/<int:announcement_id>")
@answers(TAG, CampaignTold)
def enlist_announcement(campaign_id: int, announcement_id: int) -> CampaignTold:
    """Let an announcement serve a campaign."""
    campaigns.enlist(session(), campaign_id, announcement_id, by=asker(), now=g.now)
    return _with_forecast(campaigns.get(session(), campaign_id))


@blueprint.delete("/campaigns/<int:campaign_id>/announcements/<int:announcement_id>")
@answers(TAG, CampaignTold)
def dismiss_announcement(campaign_id: int, announcement_id: int) -> CampaignTold:
    """Take an announcement out of a campaign."""
    campaigns.dismiss(session(), campaign_id, announcement_id, by=asker(), now=g.now)
    return _with_forecast(campaigns.get(session(), campaign_id))


def _with_forecast(campaign: Campaign) -> CampaignTold:
    timezone = house().settings.timezone
    stands = goals.standings(session(), [campaign], now=g.now, timezone=timezone, with_forecast=True)
    return _told(campaign, stands[campaign.id])


def _told(campaign: Campaign, standing: Standing) -> CampaignTold:
    numbers = [each.id for each in campaign_queries.members(session(), campaign.id)]
    return CampaignTold.of(campaign, numbers, standing)
